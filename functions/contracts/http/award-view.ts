import * as z from 'zod';
import { awardStates } from '../../domain/awards/award-lifecycle.ts';
import { payeeSchema } from '../claims/claim.ts';
import { cameBackSchema } from './came-back.ts';
import { moneySchema } from './money.ts';

const shownAccountSchema = z.strictObject({
  holder: z.string(),
  bank: z.string(),
  number: z.string().meta({ description: 'the last four digits, but of a proposal for who may confirm it' }),
});

const shownPayeeSchema = z.strictObject({ name: z.string(), relation: payeeSchema.shape.relation });

/** An award, as it is shown by itself and within a case. */
export const awardViewSchema = z.strictObject({
  awardId: z.string(),
  claimId: z.string(),
  reference: z.string().meta({ description: 'of the claim' }),
  programme: z.string(),
  status: z.enum(awardStates),
  version: z.int(),
  period: z.string().meta({ description: 'the first period it is paid for' }),
  areaCode: z.string(),
  awardedOn: z.string(),
  amount: moneySchema,
  committedThrough: z.int().exactOptional().meta({
    description:
      'of a recurring award: the last year whose money is committed to it; runs of later years leave it out as unfunded',
  }),
  decisionRecord: z.string().meta({ description: 'where the decision record is read' }),
  accountVersion: z.int().meta({ description: 'how often the account or the payee was named' }),
  account: shownAccountSchema.exactOptional(),
  payee: shownPayeeSchema.exactOptional().meta({ description: 'where it is not the claimant' }),
  cameBack: cameBackSchema.exactOptional(),
  pending: z
    .strictObject({
      kind: z.enum(['account', 'payee']),
      proposedAt: z.string(),
      confirmableFrom: z
        .string()
        .meta({ description: 'until then whoever holds the claim may say that it is not theirs' }),
      payloadHash: z.string().meta({ description: 'what a confirmation names' }),
      account: shownAccountSchema,
      payee: shownPayeeSchema.exactOptional(),
    })
    .exactOptional(),
});
