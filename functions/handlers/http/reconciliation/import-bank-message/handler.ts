import { createHash } from 'node:crypto';
import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import {
  type ImportBankMessageError,
  createImportBankMessage,
} from '../../../../app/reconciliation/import-bank-message.ts';
import type { ReadBankMessage } from '../../../../app/reconciliation/ports.ts';
import { importBankMessage } from '../../../../contracts/http/reconciliation.ts';
import type { ApplicationProblem } from '../../../../contracts/problem.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';

export type ImportBankMessageHandlerDeps = EdgeDeps &
  Parameters<typeof createImportBankMessage>[0] & { readonly readBankMessage: ReadBankMessage };

export function createImportBankMessageHandler(deps: ImportBankMessageHandlerDeps): HttpRoute {
  const importMessage = createImportBankMessage(deps);
  const earlier = storedAnswer(importBankMessage.answers[202].schema);
  return apiHandler(
    importBankMessage,
    deps,
    async ({ body: { bytes, mediaType }, query, admission, idempotency }) => {
      const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
        const contentHash = createHash('sha256').update(bytes).digest('hex');
        const format = mediaType === 'text/csv' ? 'csv' : 'xml';
        const imported = await importMessage({
          actor: staffActor(admission),
          contentHash,
          open: () => deps.readBankMessage([bytes], { format, contentHash, ...query }),
        });
        return imported.ok ? ok({ ...imported.value }) : err(problemOf(imported.error));
      });
      return done.ok ? ok({ status: 202, body: done.value }) : done;
    },
  );
}

function problemOf(error: ImportBankMessageError): ApplicationProblem {
  if (error.kind === 'unreadable') {
    const { reason, line, column } = error;
    return { kind: 'bank-message-unreadable', parameters: { reason, line, column } };
  }
  return { kind: error.kind === 'separation' ? 'took-part' : 'bank-message-incomplete' };
}
