import * as z from 'zod';
import { calendarDateSchema } from '../calendar-date.ts';
import { namedExceptionsSchema } from './named-exception.ts';
import { listOf } from './page.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

export const readCashProof = routeContract({
  id: 'read-cash-proof',
  summary: {
    'zh-CN': '每日现金核对：对账单期初、账面收付、期末，及差额和相关的未结差异',
    en: 'The daily cash proof: a statement’s opening, the ledger’s receipts and payments, its closing, the difference',
  },
  tag: 'reconciliation',
  params: noMembers,
  query: z.strictObject({
    account: z
      .string()
      .min(1)
      .max(40)
      .exactOptional()
      .meta({ description: 'a bank account; all when left out' }),
    from: calendarDateSchema.exactOptional().meta({ description: 'the first day shown' }),
    to: calendarDateSchema.exactOptional().meta({ description: 'the last day; today when left out' }),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '各账户的核对', en: 'The proof of each account' },
      schema: z.strictObject({
        accounts: listOf(
          z.strictObject({
            bankAccount: z.string(),
            ledgerFen: z.int().meta({ description: 'what the ledger holds at the last statement’s end' }),
            bankFen: z.int().exactOptional().meta({ description: 'what the last statement closes with' }),
            sinceReceiptsFen: z.int().meta({ description: 'booked after the last statement’s day' }),
            sincePaymentsFen: z.int(),
            days: listOf(
              z.strictObject({
                day: z.iso.date(),
                from: z.iso.date().meta({ description: 'the first day that the statement is of' }),
                openingFen: z.int(),
                receiptsFen: z.int(),
                paymentsFen: z.int(),
                closingFen: z.int(),
                differenceFen: z
                  .int()
                  .meta({ description: 'closing less (opening + receipts − payments); 0 proves the day' }),
                openExceptions: listOf(z.string()),
              }),
            ),
          }),
        ),
        exceptions: namedExceptionsSchema,
      }),
      example: {
        accounts: [
          {
            bankAccount: '9900000000000001',
            ledgerFen: 89970000,
            bankFen: 89970000,
            sinceReceiptsFen: 0,
            sincePaymentsFen: 0,
            days: [
              {
                day: '2008-06-20',
                from: '2008-06-20',
                openingFen: 90000000,
                receiptsFen: 0,
                paymentsFen: 30000,
                closingFen: 89970000,
                differenceFen: 0,
                openExceptions: [],
              },
            ],
          },
        ],
        exceptions: [],
      },
    },
  },
  problems: [],
});
