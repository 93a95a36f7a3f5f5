import { setting } from './setting.ts';

export const originSecret = setting('ORIGIN_SECRET');
