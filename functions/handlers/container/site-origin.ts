import { setting } from './setting.ts';

/** How browsers reach us, such as `https://huimin.example`. */
export const siteOrigin = setting('SITE_ORIGIN');
