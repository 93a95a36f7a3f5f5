/** What the placeholders of claim.asl.json stand for: each a step under functions/handlers/steps/claim/. */
export const claimBindings = {
  machine: 'claim',
  definition: 'workflows/claim/claim.asl.json',
  steps: {
    RegisterFamily: 'register-family',
    VerifyConditions: 'verify-conditions',
    AssessClaim: 'assess-claim',
    AwaitReview: 'await-review',
    AwardBenefit: 'award-benefit',
    AdoptClaim: 'adopt-claim',
  },
} as const;
