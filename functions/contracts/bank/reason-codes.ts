import * as z from 'zod';
import returnReasons from '../../../standards/iso20022/external_return_reason_code.json' with { type: 'json' };
import statusReasons from '../../../standards/iso20022/external_status_reason_code.json' with { type: 'json' };
import plainWords from '../../../texts/bank-reasons.json' with { type: 'json' };
import { reasonActions } from './reason-actions.ts';

const textsSchema = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

const codeSchema = z.string().regex(/^[A-Z0-9]{4}$/);

const wordsSchema = z.strictObject({
  text: textsSchema,
  action: z.enum(reasonActions),
  nextStep: textsSchema,
});

const plainWordsSchema = z.strictObject({
  /** The codes that families' payments meet, each in its own words. */
  codes: z.record(codeSchema, wordsSchema),
  /** Every other code of the two sets, in the words of its group. */
  groups: z.record(z.string(), wordsSchema.extend({ codes: z.array(codeSchema).min(1) })),
});

type Words = z.infer<typeof wordsSchema>;

/** Why a bank did not pay, or sent money back, and what to do about it. */
export interface ReasonText {
  readonly code: string;
  /** The definition of the external code set; absent for a code that is in neither set. */
  readonly definition?: string;
  /** In plain words; for the rarer codes those of their group. Absent with the definition. */
  readonly text?: Words['text'];
  readonly action?: Words['action'];
  readonly nextStep?: Words['nextStep'];
}

const { codes, groups } = plainWordsSchema.parse(plainWords);
const plain = new Map<string, Words>([
  ...Object.values(groups).flatMap(({ codes: grouped, ...words }) =>
    grouped.map((code): [string, Words] => [code, words]),
  ),
  ...Object.entries(codes),
]);
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
