import { setting } from './setting.ts';

/** Where forms with files are sent: the buckets, by origin. */
export const uploadOrigins = setting('UPLOAD_ORIGINS').split(' ');
