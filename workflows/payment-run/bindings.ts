/** What the placeholders of payment-run.asl.json stand for: each a step under functions/handlers/steps/payment-run/. */
export const paymentRunBindings = {
  machine: 'payment-run',
  definition: 'workflows/payment-run/payment-run.asl.json',
  steps: {
    PlanRoll: 'plan-roll',
    BuildChunk: 'build-chunk',
    BuildFiles: 'build-files',
    AwaitRelease: 'await-release',
    SendFiles: 'send-files',
    AwaitSettlement: 'await-settlement',
    CloseRun: 'close-run',
  },
} as const;
