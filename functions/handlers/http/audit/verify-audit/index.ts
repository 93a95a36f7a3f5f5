import { anchors } from '../../../container/audit-anchors.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createVerifyAuditHandler } from './handler.ts';

export const { handler } = createVerifyAuditHandler({ ...edge, table, anchors });
