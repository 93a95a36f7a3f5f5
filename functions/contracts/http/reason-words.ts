import * as z from 'zod';
import { reasonActions } from '../bank/reason-actions.ts';

/** A bank's reason code in the reader's words. */
export const reasonWordsSchema = z
  .strictObject({
    text: z.string(),
    action: z.enum(reasonActions).exactOptional(),
    nextStep: z.string().exactOptional(),
  })
  .exactOptional()
  .meta({ description: 'the bank’s reason code in words, and what to do next' });

export const reasonWordsExample = {
  text: '账户已销户',
  action: 'confirm-account',
  nextStep: '请收款人提供新的账户，核对后重新发放。',
} as const;
