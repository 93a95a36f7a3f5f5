import * as z from 'zod';
import { leftOutReasons } from '../../domain/payments/left-out.ts';
import { rollChanges } from '../../domain/payments/roll-change.ts';
import { listOf } from './page.ts';

const changeSchema = z.strictObject({
  count: z.int(),
  differenceFen: z.int().meta({ description: 'more, or less, than for the last period' }),
});

export const rollChangesSchema = z.strictObject({
  new: changeSchema,
  gone: changeSchema,
  amount: changeSchema,
  account: changeSchema,
});

export const rollTotalsSchema = z.strictObject({
  payments: z.int(),
  totalFen: z.int(),
  leftOut: z.partialRecord(z.enum(leftOutReasons), z.int()).meta({ description: 'awards by reason' }),
  changes: rollChangesSchema,
});

export const lastPeriodSchema = z.string().exactOptional().meta({
  description: 'with which it is compared: the latest period before it that anything was sent for',
});

export const changedPayeeMembers = {
  awardId: z.string(),
  component: z.string(),
  changes: listOf(z.enum(rollChanges)),
  amountFen: z.int().exactOptional().meta({ description: 'absent for who is gone' }),
  lastFen: z.int().exactOptional().meta({ description: 'absent for who is new' }),
  accountVersion: z.int().exactOptional().meta({ description: 'absent for who is gone' }),
  leftOut: z.enum(leftOutReasons).exactOptional().meta({ description: 'why somebody is gone' }),
};

export const rollTotalsExample = {
  payments: 1,
  totalFen: 30000,
  leftOut: { 'no-account': 1 },
  changes: {
    new: { count: 0, differenceFen: 0 },
    gone: { count: 1, differenceFen: -30000 },
    amount: { count: 0, differenceFen: 0 },
    account: { count: 1, differenceFen: 0 },
  },
} as const;

export const changedPayeesExample = [
  {
    awardId: 'award-4f5m1x9a0d2k7q8w3e6r5t1y0u',
    component: 'base',
    changes: ['account'],
    amountFen: 30000,
    lastFen: 30000,
    accountVersion: 2,
  },
  {
    awardId: 'award-9d2k7q8w3e6r5t1y0u4f5m1x9a',
    component: 'base',
    changes: ['gone'],
    lastFen: 30000,
    leftOut: 'no-account',
  },
] as const;
