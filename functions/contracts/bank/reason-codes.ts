import * as z from 'zod';
import returnReasons from '../../../standards/iso20022/external_return_reason_code.json' with { type: 'json' };
import statusReasons from '../../../standards/iso20022/external_status_reason_code.json' with { type: 'json' };
import plainWords from '../../../texts/bank-reasons.json' with { type: 'json' };

const textsSchema = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

const plainWordsSchema = z.record(
  z.string().regex(/^[A-Z0-9]{4}$/),
  z.strictObject({
    text: textsSchema,
    /** Who has to do something: the payee's account, an heir, the bank, the paying account, the file, or nobody. */
    action: z.enum(['confirm-account', 'find-heir', 'ask-bank', 'fund-account', 'check-file', 'send-again']),
    nextStep: textsSchema,
  }),
);

type PlainWords = z.infer<typeof plainWordsSchema>[string];

/** Why a bank did not pay, or sent money back, and what to do about it. */
export interface ReasonText {
  readonly code: string;
  /** The definition of the external code set; absent for a code that is in neither set. */
  readonly definition?: string;
  /** In plain words, for the codes that families' payments meet. */
  readonly text?: PlainWords['text'];
  readonly action?: PlainWords['action'];
  readonly nextStep?: PlainWords['nextStep'];
}

const plain = new Map(Object.entries(plainWordsSchema.parse(plainWords)));
const codeSetSchema = z.object({ codes: z.record(z.string(), z.string()) });
// A rejection's code and a return's code mean the same where both sets have it; the rejection's set is larger.
const definitions = new Map([
  ...Object.entries(codeSetSchema.parse(returnReasons).codes),
  ...Object.entries(codeSetSchema.parse(statusReasons).codes),
]);

/** What a reason code says (ISO 20022 external code sets, in standards/iso20022). Unknown codes stand for themselves. */
export function reasonText(code: string): ReasonText {
  const definition = definitions.get(code);
  return { code, ...(definition !== undefined && { definition }), ...plain.get(code) };
}
