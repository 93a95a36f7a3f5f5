import * as z from 'zod';
import { holdsPersonalNumber } from '../../domain/people/personal-number.ts';
import { failsAs } from '../problem.ts';

/** What somebody writes in their own words: lines and tabs, no other control characters. Kept sealed. */
export function freeTextSchema(longest: number): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !/[^\P{Cc}\n\r\t]|\p{Cs}/u.test(text), failsAs('wrong-format'));
}

/** Why something of the payments was stopped, or a case is read: it stands in the audit in the clear. */
export const auditedReasonSchema = freeTextSchema(200)
  .refine((text) => !holdsPersonalNumber(text), failsAs('personal-number'))
  .meta({ description: 'kept in the audit: no names, no numbers of people' });
