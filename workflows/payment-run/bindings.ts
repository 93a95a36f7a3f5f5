/** What the placeholders of payment-run.asl.json stand for: each a step under functions/handlers/steps/payment-run/. */
export const paymentRunBindings = {
  machine: 'payment-run',
  definition: 'workflows/payment-run/payment-run.asl.json',
  steps: {
    PlanRoll: 'plan-roll',
    BuildChunk: 'build-chunk',
    BuildFiles: 'build-files',
    AwaitRelease: 'await-release',
    VoidRun: 'void-run',
    SendFiles: 'send-files',
    AwaitSettlement: 'await-settlement',
    TellPayees: 'tell-payees',
    CloseRun: 'close-run',
    AdoptRun: 'adopt-run',
  },
} as const;
