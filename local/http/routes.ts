import type { Access } from '../../functions/app/access/access.ts';
import { createNoteReading } from '../../functions/app/review/readings.ts';
import { createCreateUpload } from '../../functions/app/uploads/create-upload.ts';
import type { FileLinks } from '../../functions/app/ports/file-links.ts';
import type { UploadedFiles, UploadForms } from '../../functions/app/uploads/ports.ts';
import type { EdgeDeps, HttpRoute } from '../../functions/handlers/http/edge/api-handler.ts';
import { createDrawSampleHandler } from '../../functions/handlers/http/audit/draw-sample/handler.ts';
import { createExportAuditHandler } from '../../functions/handlers/http/audit/export-audit/handler.ts';
import { createListAuditEntriesHandler } from '../../functions/handlers/http/audit/list-audit-entries/handler.ts';
import { createOpenCaseHandler } from '../../functions/handlers/http/audit/open-case/handler.ts';
import { createVerifyAuditHandler } from '../../functions/handlers/http/audit/verify-audit/handler.ts';
import { createConfirmPayeeHandler } from '../../functions/handlers/http/awards/confirm-payee/handler.ts';
import { createEndAwardHandler } from '../../functions/handlers/http/awards/end-award/handler.ts';
import { createListPayeeChangesHandler } from '../../functions/handlers/http/awards/list-payee-changes/handler.ts';
import { createProposeAccountHandler } from '../../functions/handlers/http/awards/propose-account/handler.ts';
import { createProposePayeeHandler } from '../../functions/handlers/http/awards/propose-payee/handler.ts';
import { createReadAwardHandler } from '../../functions/handlers/http/awards/read-award/handler.ts';
import { createResumeAwardHandler } from '../../functions/handlers/http/awards/resume-award/handler.ts';
import { createSuspendAwardHandler } from '../../functions/handlers/http/awards/suspend-award/handler.ts';
import { createListAwardsHandler } from '../../functions/handlers/http/awards/list-awards/handler.ts';
import { createReadDecisionRecordHandler } from '../../functions/handlers/http/awards/read-decision-record/handler.ts';
import { createSearchAwardsHandler } from '../../functions/handlers/http/awards/search-awards/handler.ts';
import { createAddEvidenceHandler } from '../../functions/handlers/http/claims/add-evidence/handler.ts';
import { createAnswerRequestHandler } from '../../functions/handlers/http/claims/answer-request/handler.ts';
import { createLodgeAppealHandler } from '../../functions/handlers/http/claims/lodge-appeal/handler.ts';
import { createEnterPaperAppealHandler } from '../../functions/handlers/http/claims/enter-paper-appeal/handler.ts';
import { createGiveAccessCodeHandler } from '../../functions/handlers/http/claims/give-access-code/handler.ts';
import { createSearchClaimsHandler } from '../../functions/handlers/http/claims/search-claims/handler.ts';
import { createReadClaimHandler } from '../../functions/handlers/http/claims/read-claim/handler.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import { createWithdrawClaimHandler } from '../../functions/handlers/http/claims/withdraw-claim/handler.ts';
import { createListAreasHandler } from '../../functions/handlers/http/areas/list-areas/handler.ts';
import { createCheckClaimHandler } from '../../functions/handlers/http/claims/check-claim/handler.ts';
import { createForeseeEntitlementHandler } from '../../functions/handlers/http/programmes/foresee-entitlement/handler.ts';
import { createListProgrammesHandler } from '../../functions/handlers/http/programmes/list-programmes/handler.ts';
import { createReadMeHandler } from '../../functions/handlers/http/staff/read-me/handler.ts';
import { createReadHealth } from '../../functions/handlers/http/healthz/handler.ts';
import { createReadMetrics } from '../../functions/handlers/http/metrics/handler.ts';
import { createReadOpenapi } from '../../functions/handlers/http/openapi/handler.ts';
import { createObjectToPostingHandler } from '../../functions/handlers/http/posting/object-to-posting/handler.ts';
import { createReadPostingHandler } from '../../functions/handlers/http/posting/read-posting/handler.ts';
import { createDecideAppealHandler } from '../../functions/handlers/http/review/decide-appeal/handler.ts';
import { createListAppealsHandler } from '../../functions/handlers/http/review/list-appeals/handler.ts';
import { createReadAppealHandler } from '../../functions/handlers/http/review/read-appeal/handler.ts';
import { createDecideObjectionHandler } from '../../functions/handlers/http/review/decide-objection/handler.ts';
import { createListObjectionsHandler } from '../../functions/handlers/http/review/list-objections/handler.ts';
import { createReadObjectionHandler } from '../../functions/handlers/http/review/read-objection/handler.ts';
import { createDecideTaskHandler } from '../../functions/handlers/http/review/decide-task/handler.ts';
import { createListTaskEvidenceHandler } from '../../functions/handlers/http/review/list-task-evidence/handler.ts';
import { createReadTaskEvidenceHandler } from '../../functions/handlers/http/review/read-task-evidence/handler.ts';
import { createReadTaskHandler } from '../../functions/handlers/http/review/read-task/handler.ts';
import { createEndDeputyshipHandler } from '../../functions/handlers/http/review/end-deputyship/handler.ts';
import { createListDeputiesHandler } from '../../functions/handlers/http/review/list-deputies/handler.ts';
import { createNameDeputyHandler } from '../../functions/handlers/http/review/name-deputy/handler.ts';
import { createListTasksHandler } from '../../functions/handlers/http/review/list-tasks/handler.ts';
import { createDecideUserGrantHandler } from '../../functions/handlers/http/users/decide-user-grant/handler.ts';
import { createEndUserHandler } from '../../functions/handlers/http/users/end-user/handler.ts';
import { createListUsersHandler } from '../../functions/handlers/http/users/list-users/handler.ts';
import { createProposeUserGrantHandler } from '../../functions/handlers/http/users/propose-user-grant/handler.ts';
import { createCreateUploadHandler } from '../../functions/handlers/http/uploads/create-upload/handler.ts';
import { createCancelRunHandler } from '../../functions/handlers/http/payments/cancel-run/handler.ts';
import { createCompareRunHandler } from '../../functions/handlers/http/payments/compare-run/handler.ts';
import { createListRunPaymentsHandler } from '../../functions/handlers/http/payments/list-run-payments/handler.ts';
import { createPreviewRunHandler } from '../../functions/handlers/http/payments/preview-run/handler.ts';
import { createCreateRunHandler } from '../../functions/handlers/http/payments/create-run/handler.ts';
import { createEnquirePaymentHandler } from '../../functions/handlers/http/payments/enquire-payment/handler.ts';
import { createEnquireRunHandler } from '../../functions/handlers/http/payments/enquire-run/handler.ts';
import { createHoldPaymentHandler } from '../../functions/handlers/http/payments/hold-payment/handler.ts';
import { createListLeftOutHandler } from '../../functions/handlers/http/payments/list-left-out/handler.ts';
import { createListRunsHandler } from '../../functions/handlers/http/payments/list-runs/handler.ts';
import { createReadBankFileHandler } from '../../functions/handlers/http/payments/read-bank-file/handler.ts';
import { createReadPaymentHandler } from '../../functions/handlers/http/payments/read-payment/handler.ts';
import { createReadRunHandler } from '../../functions/handlers/http/payments/read-run/handler.ts';
import { createCancelPaymentHandler } from '../../functions/handlers/http/payments/cancel-payment/handler.ts';
import { createReissuePaymentHandler } from '../../functions/handlers/http/payments/reissue-payment/handler.ts';
import { createReleaseRunHandler } from '../../functions/handlers/http/payments/release-run/handler.ts';
import { createSendBackRunHandler } from '../../functions/handlers/http/payments/send-back-run/handler.ts';
import { createAssessOverpaymentHandler } from '../../functions/handlers/http/receivables/assess-overpayment/handler.ts';
import { createDecideRecoveryAppealHandler } from '../../functions/handlers/http/receivables/decide-recovery-appeal/handler.ts';
import { createHandleReceivableHandler } from '../../functions/handlers/http/receivables/handle-receivable/handler.ts';
import { createListReceivablesHandler } from '../../functions/handlers/http/receivables/list-receivables/handler.ts';
import { createReadReceivableHandler } from '../../functions/handlers/http/receivables/read-receivable/handler.ts';
import { createRecordRepaymentHandler } from '../../functions/handlers/http/receivables/record-repayment/handler.ts';
import { createImportBankMessageHandler } from '../../functions/handlers/http/reconciliation/import-bank-message/handler.ts';
import { createImportUploadedBankMessageHandler } from '../../functions/handlers/http/reconciliation/import-uploaded-bank-message/handler.ts';
import { createOpenBankMessageUploadHandler } from '../../functions/handlers/http/reconciliation/open-bank-message-upload/handler.ts';
import { createReadBankMessageUploadHandler } from '../../functions/handlers/http/reconciliation/read-bank-message-upload/handler.ts';
import { createListExceptionsHandler } from '../../functions/handlers/http/reconciliation/list-exceptions/handler.ts';
import { createReadPeriodReconciliationHandler } from '../../functions/handlers/http/reconciliation/read-period-reconciliation/handler.ts';
import { createReadReportHandler } from '../../functions/handlers/http/reports/read-report/handler.ts';
import { createReadCashProofHandler } from '../../functions/handlers/http/reconciliation/read-cash-proof/handler.ts';
import { createReadExceptionHandler } from '../../functions/handlers/http/reconciliation/read-exception/handler.ts';
import { createReadReconciliationHandler } from '../../functions/handlers/http/reconciliation/read-reconciliation/handler.ts';
import { createResolveExceptionHandler } from '../../functions/handlers/http/reconciliation/resolve-exception/handler.ts';
import { createProposeAppropriationHandler } from '../../functions/handlers/http/budget/propose-appropriation/handler.ts';
import { createListAppropriationsHandler } from '../../functions/handlers/http/budget/list-appropriations/handler.ts';
import { createDecideAppropriationHandler } from '../../functions/handlers/http/budget/decide-appropriation/handler.ts';
import { createProposeDepositHandler } from '../../functions/handlers/http/budget/propose-deposit/handler.ts';
import { createComparePolicyVersionsHandler } from '../../functions/handlers/http/policies/compare-policy-versions/handler.ts';
import { createDecidePublicationHandler } from '../../functions/handlers/http/policies/decide-publication/handler.ts';
import { createListPoliciesHandler } from '../../functions/handlers/http/policies/list-policies/handler.ts';
import { createListPublicationsHandler } from '../../functions/handlers/http/policies/list-publications/handler.ts';
import { createPreviewPolicyHandler } from '../../functions/handlers/http/policies/preview-policy/handler.ts';
import { createProposePublicationHandler } from '../../functions/handlers/http/policies/propose-publication/handler.ts';
import { createListDepositsHandler } from '../../functions/handlers/http/budget/list-deposits/handler.ts';
import { createDecideDepositHandler } from '../../functions/handlers/http/budget/decide-deposit/handler.ts';
import { createReadBudgetReportHandler } from '../../functions/handlers/http/budget/read-budget-report/handler.ts';
import { createReadLedgerEntryHandler } from '../../functions/handlers/http/ledger/read-ledger-entry/handler.ts';
import { createReadVoucherHandler } from '../../functions/handlers/http/ledger/read-voucher/handler.ts';
import { createProposeDebtorAccountHandler } from '../../functions/handlers/http/budget/propose-debtor-account/handler.ts';
import { createListDebtorAccountsHandler } from '../../functions/handlers/http/budget/list-debtor-accounts/handler.ts';
import { createDecideDebtorAccountHandler } from '../../functions/handlers/http/budget/decide-debtor-account/handler.ts';
import { createListLedgerEntriesHandler } from '../../functions/handlers/http/ledger/list-ledger-entries/handler.ts';
import { createClosePeriodHandler } from '../../functions/handlers/http/periods/close-period/handler.ts';
import { createListPeriodsHandler } from '../../functions/handlers/http/periods/list-periods/handler.ts';
import { createReadPeriodHandler } from '../../functions/handlers/http/periods/read-period/handler.ts';
import { createReadTrialBalanceHandler } from '../../functions/handlers/http/ledger/read-trial-balance/handler.ts';
import type { BusinessClock } from '../clock/business-clock.ts';
import type { Home } from '../home/home.ts';
import { listNotices } from '../outbox/notices.ts';
import { demoPayer } from '../home/demo-payer.ts';
import { createLocalControls } from './local-controls.ts';
import type { Prometheus } from './prometheus.ts';

export interface LocalRoutesDeps {
  readonly home: Home;
  readonly clock: BusinessClock;
  readonly access: Access;
  readonly prometheus: Prometheus;
  readonly forms: UploadForms;
  readonly bankMessageForms: UploadForms;
  readonly uploadedFiles: UploadedFiles;
  readonly fileLinks: FileLinks;
  readonly evidenceLinks: FileLinks;
}

/** Every route of the one-machine home: the same handlers as are deployed, and the local controls. */
export function createLocalRoutes(deps: LocalRoutesDeps): readonly HttpRoute[] {
  const { home, clock, access, prometheus, forms, uploadedFiles, bankMessageForms } = deps;
  const { fileLinks, evidenceLinks } = deps;
  const edge: EdgeDeps = { access, log: home.log, metrics: prometheus, checkAnswers: true };
  const noteReading = createNoteReading(home);
  const all = { ...home, ...edge, uploadedFiles, fileLinks, evidenceLinks, bankMessageForms, noteReading };
  const funds = { ...all, payer: demoPayer };
  const business: readonly HttpRoute[] = [
    createListAreasHandler(all),
    createListProgrammesHandler(all),
    createForeseeEntitlementHandler(all),
    createCheckClaimHandler(all),
    createReadMeHandler(all),
    createSubmitClaimHandler(all),
    createReadClaimHandler(all),
    createGiveAccessCodeHandler(all),
    createSearchClaimsHandler(all),
    createCreateUploadHandler({ ...edge, createUpload: createCreateUpload({ ...home, forms }) }),
    createAddEvidenceHandler(all),
    createWithdrawClaimHandler(all),
    createAnswerRequestHandler(all),
    createLodgeAppealHandler(all),
    createEnterPaperAppealHandler(all),
    createListTasksHandler(all),
    createReadTaskHandler(all),
    createListTaskEvidenceHandler(all),
    createReadTaskEvidenceHandler(all),
    createDecideTaskHandler(all),
    createListDeputiesHandler(all),
    createNameDeputyHandler(all),
    createEndDeputyshipHandler(all),
    createReadPostingHandler(all),
    createObjectToPostingHandler(all),
    createListObjectionsHandler(all),
    createReadObjectionHandler(all),
    createDecideObjectionHandler(all),
    createListAppealsHandler(all),
    createReadAppealHandler(all),
    createDecideAppealHandler(all),
    createConfirmPayeeHandler(all),
    createProposeAccountHandler(all),
    createProposePayeeHandler(all),
    createListPayeeChangesHandler(all),
    createReadAwardHandler(all),
    createResumeAwardHandler(all),
    createEndAwardHandler(all),
    createSuspendAwardHandler(all),
    createListAwardsHandler(all),
    createSearchAwardsHandler(all),
    createReadDecisionRecordHandler(all),
    createCancelRunHandler(all),
    createCompareRunHandler(all),
    createListRunPaymentsHandler(all),
    createPreviewRunHandler(all),
    createCreateRunHandler(all),
    createEnquirePaymentHandler(all),
    createEnquireRunHandler(all),
    createHoldPaymentHandler(all),
    createListLeftOutHandler(all),
    createListRunsHandler(all),
    createReadBankFileHandler(all),
    createReadPaymentHandler(all),
    createReadRunHandler(all),
    createCancelPaymentHandler(all),
    createReissuePaymentHandler(all),
    createReleaseRunHandler(all),
    createSendBackRunHandler(all),
    createImportBankMessageHandler(all),
    createOpenBankMessageUploadHandler(all),
    createImportUploadedBankMessageHandler(all),
    createReadBankMessageUploadHandler(all),
    createListExceptionsHandler(all),
    createReadExceptionHandler(all),
    createReadReconciliationHandler(all),
    createResolveExceptionHandler(all),
    createProposeAppropriationHandler(all),
    createListAppropriationsHandler(all),
    createDecideAppropriationHandler(all),
    createListPoliciesHandler(all),
    createComparePolicyVersionsHandler(all),
    createPreviewPolicyHandler(all),
    createProposePublicationHandler(all),
    createListPublicationsHandler(all),
    createDecidePublicationHandler(all),
    createProposeDepositHandler(funds),
    createListDepositsHandler(funds),
    createDecideDepositHandler(funds),
    createReadBudgetReportHandler(all),
    createAssessOverpaymentHandler(all),
    createListReceivablesHandler(all),
    createReadReceivableHandler(all),
    createHandleReceivableHandler(all),
    createDecideRecoveryAppealHandler(all),
    createRecordRepaymentHandler(all),
    createReadLedgerEntryHandler(all),
    createReadVoucherHandler(all),
    createProposeDebtorAccountHandler(all),
    createListDebtorAccountsHandler(all),
    createDecideDebtorAccountHandler(all),
    createListLedgerEntriesHandler(all),
    createReadTrialBalanceHandler(all),
    createReadPeriodReconciliationHandler(all),
    createReadCashProofHandler(all),
    createReadReportHandler(all),
    createListPeriodsHandler(all),
    createReadPeriodHandler(all),
    createClosePeriodHandler(all),
    createVerifyAuditHandler(all),
    createListAuditEntriesHandler(all),
    createExportAuditHandler(all),
    createDrawSampleHandler(all),
    createOpenCaseHandler(all),
    createListUsersHandler(all),
    createProposeUserGrantHandler(all),
    createDecideUserGrantHandler(all),
    createEndUserHandler(all),
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
        // What was released before the bank's day ends is in that day.
        await home.settle();
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
