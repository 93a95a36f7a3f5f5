import * as z from 'zod';
import { type PersonName, longestName, parsePersonName } from '../domain/people/person-name.ts';
import { type ResidentId, type ResidentIdProblem, parseResidentId } from '../domain/people/resident-id.ts';
import type { CheckCode } from './problem.ts';

const codes: { readonly [K in ResidentIdProblem['kind']]: CheckCode } = {
  shape: 'wrong-format',
  'old-number': 'wrong-format',
  'check-digit': 'resident-id-check-digit',
  'birth-date': 'resident-id-birth-date',
};

/** A resident identity number as people write it; a birth date in the future is for who knows today's date. */
export const residentIdSchema: z.ZodType<ResidentId, string> = z
  .string()
  .transform((text, context): ResidentId => {
    const parsed = parseResidentId(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: codes[parsed.error.kind] });
    return z.NEVER;
  })
  .meta({ description: 'resident identity number, 18 characters (GB 11643-1999)' });

/** A person's name in any script; trimmed, NFC. */
export const personNameSchema: z.ZodType<PersonName, string> = z
  .string()
  .transform((text, context): PersonName => {
    const parsed = parsePersonName(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.error === 'empty' ? 'missing' : 'wrong-format' });
    return z.NEVER;
  })
  .meta({ description: `at most ${longestName} characters` });
