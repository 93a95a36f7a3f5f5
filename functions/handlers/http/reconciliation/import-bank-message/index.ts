import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { readBankMessage } from '../../../container/read-bank-message.ts';
import { table } from '../../../container/table.ts';
import { createImportBankMessageHandler } from './handler.ts';

export const { handler } = createImportBankMessageHandler({ ...edge, table, clock, readBankMessage });
