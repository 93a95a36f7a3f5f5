import * as z from 'zod';
import { type Account, accounts, isAccount } from '../../domain/ledger/accounts.ts';
import { cursorSchema, listOf } from './page.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

const accountSchema = z.enum(Object.keys(accounts).filter(isAccount) satisfies Account[]).meta({
  description: 'by the chart of accounts: B… budget; A…, L…, R…, F, E… financial',
});

const sumsSchema = z.strictObject({ debitsFen: z.int(), creditsFen: z.int() });

const balanceLineSchema = z.strictObject({
  account: accountSchema,
  programme: z.string(),
  year: z.int(),
  share: z.string(),
  debitFen: z.int(),
  creditFen: z.int(),
});

export const readTrialBalance = routeContract({
  id: 'read-trial-balance',
  summary: { 'zh-CN': '试算平衡表', en: 'The trial balance' },
  tag: 'ledger',
  params: noMembers,
  query: z.strictObject({
    year: z
      .string()
      .regex(/^\d{4}$/)
      .transform(Number)
      .exactOptional()
      .meta({ description: 'the appropriation’s year; all years when left out' }),
    programme: z.string().min(1).max(60).exactOptional(),
    recompute: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: 'adds every entry up again and compares; its cost grows with the ledger' }),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '试算平衡表', en: 'The trial balance' },
      schema: z.strictObject({
        balanced: z.boolean(),
        debitsFen: z.int(),
        creditsFen: z.int(),
        books: z.strictObject({ budget: sumsSchema, financial: sumsSchema }),
        lines: listOf(balanceLineSchema),
        differences: listOf(
          z.strictObject({
            key: z.string(),
            stored: balanceLineSchema.exactOptional(),
            recomputed: balanceLineSchema.exactOptional(),
          }),
        ).meta({ description: 'accounts that are not the sum of their entries' }),
      }),
      example: {
        balanced: true,
        debitsFen: 120000,
        creditsFen: 120000,
        books: {
          budget: { debitsFen: 60000, creditsFen: 60000 },
          financial: { debitsFen: 60000, creditsFen: 60000 },
        },
        lines: [
          {
            account: 'B1',
            programme: 'rural-reward',
            year: 2008,
            share: 'district',
            debitFen: 60000,
            creditFen: 0,
          },
        ],
        differences: [],
      },
    },
  },
  problems: [],
});

export const listLedgerEntries = routeContract({
  id: 'list-ledger-entries',
  summary: { 'zh-CN': '一个科目的分录，旧的在前', en: 'An account’s entries, the oldest first' },
  tag: 'ledger',
  params: noMembers,
  query: z.strictObject({
    account: accountSchema,
    // An entry's place in its index, whose keys end at 1,024 bytes.
    cursor: cursorSchema.max(250).exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '分录', en: 'Entries' },
      schema: z.strictObject({
        entries: listOf(
          z.strictObject({
            id: z.string(),
            event: z.string(),
            book: z.enum(['budget', 'financial']),
            side: z.enum(['debit', 'credit']),
            debit: accountSchema,
            credit: accountSchema,
            amountFen: z.int(),
            programme: z.string(),
            year: z.int(),
            share: z.string(),
            period: z.string().exactOptional(),
            runId: z.string().exactOptional(),
            chunk: z.int().exactOptional(),
            subject: z.string().exactOptional(),
            date: z.iso.date(),
            at: z.string(),
          }),
        ),
        cursor: z.string().exactOptional(),
      }),
    },
  },
  problems: [],
});
