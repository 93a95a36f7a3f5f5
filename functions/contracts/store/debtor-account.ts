import * as z from 'zod';

/** A paying account as its proposal says it, and as it is kept once approved. */
export const debtorAccountSchema = z.object({
  /** The programme that is paid from it; absent: every programme that has none of its own. */
  programme: z.exactOptional(z.string()),
  /** As the bank knows the holder. */
  name: z.string(),
  account: z.string(),
  bankId: z.string(),
  /** Number of the paper that orders it. */
  document: z.string(),
});

export type DebtorAccount = z.infer<typeof debtorAccountSchema>;

/** The paying account in force, and the proposal that made it so. */
export const currentDebtorAccountSchema = debtorAccountSchema.extend({
  proposalId: z.string(),
  since: z.string(),
});

export type CurrentDebtorAccount = z.infer<typeof currentDebtorAccountSchema>;
