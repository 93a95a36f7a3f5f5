import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../edge/log.ts';

export const log: Log = new Logger();
