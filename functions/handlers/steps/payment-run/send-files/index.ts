import { bankChannel } from '../../../container/bank-channel.ts';
import { bankFiles } from '../../../container/bank-files.ts';
import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createSendFilesStep } from './handler.ts';

export const handler = createSendFilesStep({ table, clock, bankFiles, bankChannel, log });
