import { anchors } from '../../../container/audit-anchors.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createExportAuditHandler } from './handler.ts';

export const { handler } = createExportAuditHandler({ ...edge, table, anchors });
