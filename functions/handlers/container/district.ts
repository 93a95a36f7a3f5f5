import { areaCode } from '../../domain/review/area.ts';
import { setting } from './setting.ts';

export const district = areaCode(setting('DISTRICT'));
