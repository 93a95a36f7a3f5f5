import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { paymentFileHeaderSchema } from '../../functions/contracts/bank/payment-file.ts';
import { merkleRoot } from '../../functions/domain/audit/merkle.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { messageIdOf, parseMessageId } from '../../functions/domain/payments/file-id.ts';
import { chunkRoot, payloadHashOf } from '../../functions/domain/payments/payload-hash.ts';
import {
  endToEndIdOf,
  instructionIdOf,
  parseEndToEndId,
  paymentIdOf,
  shortEndToEndIdOf,
  shortPrefixOf,
} from '../../functions/domain/payments/payment-id.ts';

const referenceSchema = paymentFileHeaderSchema.shape.messageId;
const identity = { programme: 'rural-reward', period: '2008-H1', personIndex: 'ab12', component: 'base' };

const someIdentity = fc.record({
  programme: fc.constantFrom('rural-reward', 'special-hardship'),
  period: fc.constantFrom('2008-H1', '2008-H2', '2007'),
  personIndex: fc.string({ maxLength: 64 }),
  component: fc.constantFrom('base', 'adj-1'),
});

describe('a payment id', () => {
  test('is the same for the same payment, and says so for ever', () => {
    expect(paymentIdOf(identity)).toBe(paymentIdOf({ ...identity }));
    expect(paymentIdOf(identity)).toBe('he3kvb5qlzphlpbtsfpygcxsct');
  });

  test('differs by each part of the identity, and parts do not run together', () => {
    const ids = [
      identity,
      { ...identity, programme: 'rural-rewar', period: 'd2008-H1' },
      { ...identity, period: '2008-H2' },
      { ...identity, personIndex: 'ab13' },
      { ...identity, component: 'adj-1' },
    ].map(paymentIdOf);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('an end-to-end id', () => {
  test('is read back, in either form, in any case and with spaces, and fits every bank', () => {
    fc.assert(
      fc.property(someIdentity, fc.integer({ min: 0, max: 99 }), (one, reissue) => {
        const paymentId = paymentIdOf(one);
        const full = endToEndIdOf(paymentId, reissue);
        const short = shortEndToEndIdOf(paymentId, reissue);
        expect(full).toHaveLength(30);
        expect(short).toHaveLength(16);
        expect([referenceSchema.parse(full), referenceSchema.parse(short)]).toEqual([full, short]);
        expect(parseEndToEndId(` ${full.toLowerCase()} `)).toEqual({ kind: 'full', paymentId, reissue });
        expect(parseEndToEndId(short)).toEqual({ kind: 'short', prefix: shortPrefixOf(paymentId), reissue });
      }),
    );
  });

  test.each([
    '',
    'NOTPROVIDED',
    'HM',
    'HM0000000000000000000000000100',
    `HM${'A'.repeat(27)}1`,
    'A'.repeat(16),
  ])('%j is none of ours', (text) => {
    expect(parseEndToEndId(text)).toBeUndefined();
  });

  test('of another reissue is another', () => {
    const paymentId = paymentIdOf(identity);
    expect(endToEndIdOf(paymentId, 0)).toBe('HMHE3KVB5QLZPHLPBTSFPYGCXSCT00');
    expect(shortEndToEndIdOf(paymentId, 12)).toBe('HE3KVB5QLZPHLP12');
    expect(endToEndIdOf(paymentId, 1)).not.toBe(endToEndIdOf(paymentId, 0));
    expect(instructionIdOf(paymentId, 0)).toBe(paymentId);
    expect(instructionIdOf(paymentId, 2)).toBe(`${paymentId}-2`);
  });

  test.each([-1, 100, 0.5])('has no reissue %s', (reissue) => {
    expect(() => endToEndIdOf(paymentIdOf(identity), reissue)).toThrow(
      new RangeError(`no such reissue: ${String(reissue)}`),
    );
  });
});

describe('a message id', () => {
  const runId = 'run-abcdefghjkmnpqrstvwxyz2345';

  test('names its run, attempt and file, in 35 characters', () => {
    const messageId = messageIdOf({ runId, attempt: 12, file: 345 });
    expect(messageId).toBe('ABCDEFGHJKMNPQRSTVWXYZ2345-12-345');
    expect(referenceSchema.parse(messageId)).toBe(messageId);
    expect(messageIdOf({ runId, attempt: 999, file: 9999 })).toHaveLength(35);
    expect(parseMessageId(` ${messageId.toLowerCase()}`)).toEqual({ runId, attempt: 12, file: 345 });
  });

  test('of somebody else is nobody of ours', () => {
    expect(parseMessageId('MSG-1')).toBeUndefined();
  });

  test('is refused past what it can hold', () => {
    expect(() => messageIdOf({ runId, attempt: 1000, file: 1 })).toThrow(`no message id for ${runId}`);
  });
});

describe('what a release binds', () => {
  const file = { messageId: 'M-1', sha256: 'aa', count: 2, totalFen: fen(200) };
  const run = { runId: 'run-1', attempt: 1, count: 3, totalFen: fen(300), files: [file] };
  const keptBack = { count: 1, fen: fen(10), root: 'r' };

  test.each([
    ['another byte in a file', { files: [{ ...file, sha256: 'ab' }] }],
    ['another message id', { files: [{ ...file, messageId: 'M-2' }] }],
    ['another count of a file', { files: [{ ...file, count: 1 }] }],
    ['another total of a file', { files: [{ ...file, totalFen: fen(201) }] }],
    ['a file more', { files: [file, file] }],
    ['a file less', { files: [] }],
    ['another count', { count: 4 }],
    ['another total', { totalFen: fen(301) }],
    ['another attempt', { attempt: 2 }],
    ['another run', { runId: 'run-2' }],
    ['something kept back', { keptBack }],
  ])('%s is another hash', (_, change) => {
    expect(payloadHashOf({ ...run, ...change })).not.toBe(payloadHashOf(run));
  });

  test.each([
    ['how many', { count: 2 }],
    ['how much', { fen: fen(11) }],
    ['from which payments', { root: 's' }],
  ])('of what is kept back, %s', (_, change) => {
    expect(payloadHashOf({ ...run, keptBack: { ...keptBack, ...change } })).not.toBe(
      payloadHashOf({ ...run, keptBack }),
    );
  });

  test('the same is the same, and nothing else of a file matters', () => {
    expect(payloadHashOf({ ...run, files: [{ ...file, key: 'elsewhere' } as typeof file] })).toBe(
      payloadHashOf(run),
    );
  });

  const leaf = { endToEndId: 'E', amountFen: fen(1), accountVersion: 1, decisionHash: 'd' };
  test.each([
    ['amount', { amountFen: fen(2) }],
    ['account', { accountVersion: 2 }],
    ['decision', { decisionHash: 'e' }],
    ['id', { endToEndId: 'F' }],
    ['part that is kept back', { keptBack: { receivableId: 'R', amountFen: fen(1) } }],
  ])("a chunk's root covers each payment's %s", (_, change) => {
    expect(chunkRoot([leaf, { ...leaf, ...change }])).not.toBe(chunkRoot([leaf, leaf]));
  });

  test("a chunk's root covers which receivable a part is kept back for, and how much", () => {
    const of = (receivableId: string, amount: number) =>
      chunkRoot([{ ...leaf, keptBack: { receivableId, amountFen: fen(amount) } }]);
    expect(new Set([of('R', 1), of('R', 2), of('S', 1), chunkRoot([leaf])]).size).toBe(4);
  });

  // Kept by every release so far: what was released is verified with the same words for ever.
  test("a chunk's root is over its payments' words, each a line", () => {
    const words = ['E 1 1 d', 'E 1 1 d R 1'];
    const kept = { ...leaf, keptBack: { receivableId: 'R', amountFen: fen(1) } };
    expect(chunkRoot([leaf, kept])).toBe(merkleRoot(words));
  });
});
