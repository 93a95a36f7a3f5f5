import * as z from 'zod';
import { type Account, accounts, isAccount } from '../../domain/ledger/accounts.ts';
import { voucherKinds } from '../../domain/ledger/voucher.ts';
import { runStates } from '../../domain/payments/run-lifecycle.ts';
import { outcomes } from '../../domain/reconciliation/chunk-outcomes.ts';
import { calendarDateSchema } from '../calendar-date.ts';
import { programmeSchema, yearQuerySchema } from './budget.ts';
import { cursorSchema, listOf } from './page.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

export const accountSchema = z.enum(Object.keys(accounts).filter(isAccount) satisfies Account[]).meta({
  description: 'by the chart of accounts: B… budget; A…, L…, R…, F, E… financial',
});

const sumsSchema = z.strictObject({ debitsFen: z.int(), creditsFen: z.int() });

const balanceLineSchema = z.strictObject({
  account: accountSchema,
  programme: z.string(),
  year: z.int(),
  share: z.string(),
  bankAccount: z.string().exactOptional().meta({ description: 'of cash (A1) alone' }),
  debitFen: z.int(),
  creditFen: z.int(),
});

export const readTrialBalance = routeContract({
  id: 'read-trial-balance',
  summary: { 'zh-CN': '试算平衡表', en: 'The trial balance' },
  tag: 'ledger',
  params: noMembers,
  query: z.strictObject({
    year: yearQuerySchema.exactOptional(),
    programme: programmeSchema.exactOptional(),
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

const entryMembers = {
  id: z.string(),
  voucher: z.string().meta({
    description:
      'the number of its voucher: one for all that one occurrence booked, in both books and every share',
  }),
  event: z.string(),
  book: z.enum(['budget', 'financial']),
  debit: accountSchema,
  credit: accountSchema,
  amountFen: z.int(),
  programme: z.string(),
  year: z.int(),
  share: z.string(),
  period: z.string().exactOptional(),
  runId: z.string().exactOptional(),
  attempt: z.int().exactOptional(),
  chunk: z.int().exactOptional(),
  positions: z.string().exactOptional().meta({ description: 'which of the chunk’s payments' }),
  claimIds: listOf(z.string()).exactOptional(),
  subject: z.string().exactOptional().meta({ description: 'what else it belongs to, such as an exception' }),
  streets: listOf(z.strictObject({ street: z.string(), payments: z.int(), amountFen: z.int() }))
    .exactOptional()
    .meta({ description: 'of what is spent: for the people of which streets' }),
  bankAccount: z.string().exactOptional(),
  date: z.iso.date(),
  occurredOn: z.iso.date().exactOptional().meta({
    description: 'when it happened, where that day’s period was closed already',
  }),
  at: z.string(),
};

export const listLedgerEntries = routeContract({
  id: 'list-ledger-entries',
  summary: {
    'zh-CN': '一个科目的明细账：期初、分录（旧的在前）、期末（JSON；CSV 为全部分录）',
    en: 'An account’s statement: what it held before, its entries (the oldest first), what it held after; as CSV all entries at once',
  },
  tag: 'ledger',
  params: noMembers,
  query: z.strictObject({
    account: accountSchema,
    programme: programmeSchema.exactOptional(),
    year: yearQuerySchema.exactOptional(),
    share: z.string().min(1).max(60).exactOptional(),
    period: z.string().min(1).max(10).exactOptional().meta({ description: 'the programme’s period' }),
    from: calendarDateSchema.exactOptional().meta({ description: 'first date of posting' }),
    to: calendarDateSchema.exactOptional().meta({ description: 'last date of posting' }),
    cursor: cursorSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '明细账的一页', en: 'A page of the statement' },
      schema: z.strictObject({
        openingFen: z
          .int()
          .meta({ description: 'before the first entry, on the side on which the account grows' }),
        closingFen: z.int().meta({ description: 'after the last entry; the same on every page' }),
        entries: listOf(
          z.strictObject({
            ...entryMembers,
            side: z.enum(['debit', 'credit']),
            balanceFen: z.int().meta({ description: 'what the account held after it' }),
          }),
        ),
        cursor: z.string().exactOptional(),
      }),
      mediaTypes: ['text/csv'],
    },
  },
  problems: ['statement-too-long'],
});

export const readLedgerEntry = routeContract({
  id: 'read-ledger-entry',
  summary: {
    'zh-CN': '一笔分录的构成：批次、款项，直至申请',
    en: 'What an entry is made of: its run and payments, down to the claims',
  },
  tag: 'ledger',
  params: noMembers,
  query: z.strictObject({
    id: z
      .string()
      .min(1)
      .max(500)
      .meta({ description: 'the entry’s id, as an account’s statement gives it' }),
    cursor: cursorSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '分录及其构成', en: 'The entry and what it is made of' },
      schema: z.strictObject({
        entry: z.strictObject(entryMembers),
        run: z
          .strictObject({ runId: z.string(), status: z.enum(runStates), period: z.string() })
          .exactOptional(),
        payments: listOf(
          z.strictObject({
            paymentId: z.string(),
            awardId: z.string(),
            component: z.string(),
            amountFen: z.int(),
            partFen: z.int().meta({ description: 'what the entry’s share bears of it' }),
            outcome: z.enum(outcomes).meta({ description: 'where it stands towards the bank today' }),
            claimId: z.string().exactOptional(),
            reference: z.string().exactOptional().meta({ description: 'the claim’s' }),
          }),
        ),
        claims: listOf(
          z.strictObject({
            claimId: z.string(),
            reference: z.string(),
            awardId: z.string().exactOptional(),
          }),
        ).meta({ description: 'whose awards the entry commits money to' }),
        cursor: cursorSchema.exactOptional(),
      }),
    },
  },
  problems: ['not-found'],
});

export const readVoucher = routeContract({
  id: 'read-voucher',
  summary: {
    'zh-CN': '一张凭证的全部分录（按凭证号）',
    en: 'All entries of a voucher, by its number',
  },
  tag: 'ledger',
  params: z.strictObject({
    number: z
      .string()
      .min(1)
      .max(60)
      .meta({ description: 'as entries have it; case, blanks and dashes do not matter' }),
  }),
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '凭证', en: 'The voucher' },
      schema: z.strictObject({
        number: z.string(),
        kind: z.enum(voucherKinds),
        date: z.iso.date().meta({ description: 'of posting' }),
        entries: listOf(z.strictObject(entryMembers)),
      }),
    },
  },
  problems: ['not-found'],
});
