import type { Access } from '../../functions/app/access/access.ts';
import { createCreateUpload } from '../../functions/app/uploads/create-upload.ts';
import type { UploadedFiles, UploadForms } from '../../functions/app/uploads/ports.ts';
import type { EdgeDeps, HttpRoute } from '../../functions/handlers/http/edge/api-handler.ts';
import { createListAuditEntriesHandler } from '../../functions/handlers/http/audit/list-audit-entries/handler.ts';
import { createVerifyAuditHandler } from '../../functions/handlers/http/audit/verify-audit/handler.ts';
import { createListAwardsHandler } from '../../functions/handlers/http/awards/list-awards/handler.ts';
import { createReadDecisionRecordHandler } from '../../functions/handlers/http/awards/read-decision-record/handler.ts';
import { createSearchAwardsHandler } from '../../functions/handlers/http/awards/search-awards/handler.ts';
import { createAddEvidenceHandler } from '../../functions/handlers/http/claims/add-evidence/handler.ts';
import { createAnswerRequestHandler } from '../../functions/handlers/http/claims/answer-request/handler.ts';
import { createLodgeAppealHandler } from '../../functions/handlers/http/claims/lodge-appeal/handler.ts';
import { createReadClaimHandler } from '../../functions/handlers/http/claims/read-claim/handler.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import { createWithdrawClaimHandler } from '../../functions/handlers/http/claims/withdraw-claim/handler.ts';
import { createReadHealth } from '../../functions/handlers/http/healthz/handler.ts';
import { createReadMetrics } from '../../functions/handlers/http/metrics/handler.ts';
import { createReadOpenapi } from '../../functions/handlers/http/openapi/handler.ts';
import { createObjectToPostingHandler } from '../../functions/handlers/http/posting/object-to-posting/handler.ts';
import { createReadPostingHandler } from '../../functions/handlers/http/posting/read-posting/handler.ts';
import { createDecideAppealHandler } from '../../functions/handlers/http/review/decide-appeal/handler.ts';
import { createDecideObjectionHandler } from '../../functions/handlers/http/review/decide-objection/handler.ts';
import { createDecideTaskHandler } from '../../functions/handlers/http/review/decide-task/handler.ts';
import { createListTasksHandler } from '../../functions/handlers/http/review/list-tasks/handler.ts';
import { createCreateUploadHandler } from '../../functions/handlers/http/uploads/create-upload/handler.ts';
import type { BusinessClock } from '../clock/business-clock.ts';
import type { Home } from '../home/home.ts';
import { listNotices } from '../outbox/notices.ts';
import { createLocalControls } from './local-controls.ts';
import type { Prometheus } from './prometheus.ts';

export interface LocalRoutesDeps {
  readonly home: Home;
  readonly clock: BusinessClock;
  readonly access: Access;
  readonly prometheus: Prometheus;
  readonly forms: UploadForms;
  readonly uploadedFiles: UploadedFiles;
}

/** Every route of the one-machine home: the same handlers as are deployed, and the local controls. */
export function createLocalRoutes(deps: LocalRoutesDeps): readonly HttpRoute[] {
  const { home, clock, access, prometheus, forms, uploadedFiles } = deps;
  const edge: EdgeDeps = { access, log: home.log, metrics: prometheus, checkAnswers: true };
  const all = { ...home, ...edge, uploadedFiles };
  const business: readonly HttpRoute[] = [
    createSubmitClaimHandler(all),
    createReadClaimHandler(all),
    createCreateUploadHandler({ ...edge, createUpload: createCreateUpload({ ...home, forms }) }),
    createAddEvidenceHandler(all),
    createWithdrawClaimHandler(all),
    createAnswerRequestHandler(all),
    createLodgeAppealHandler(all),
    createListTasksHandler(all),
    createDecideTaskHandler(all),
    createReadPostingHandler(all),
    createObjectToPostingHandler(all),
    createDecideObjectionHandler(all),
    createDecideAppealHandler(all),
    createListAwardsHandler(all),
    createSearchAwardsHandler(all),
    createReadDecisionRecordHandler(all),
    createVerifyAuditHandler(all),
    createListAuditEntriesHandler(all),
    createReadHealth({
      ...all,
      checkStore: async () => {
        await home.table.get({ pk: 'HEALTH', sk: 'CHECK' });
      },
    }),
    createReadMetrics({ ...all, renderMetrics: () => prometheus.render() }),
  ];
  const controls = createLocalControls({
    ...edge,
    clock,
    bank: {
      setFaults: (faults) => home.bank.setFaults(faults),
      endOfDay: async () => {
        const delivered = await home.bank.endOfDay();
        await home.settle();
        return delivered;
      },
      truth: () => home.bank.truth(),
    },
    registers: {
      setFault: ({ register, mode }) => Promise.resolve(home.simulatedRegisters.setFault(register, mode)),
    },
    outbox: { list: () => listNotices(home.table) },
  });
  const documented = [...business, ...controls];
  return [
    ...documented,
    createReadOpenapi({ ...all, contracts: documented.map(({ contract }) => contract) }),
  ];
}
