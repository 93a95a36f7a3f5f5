import { describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { answerOnce, answerRepeatable } from '../../functions/app/idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../../functions/app/idempotency/idempotency.ts';
import { err, ok } from '../../functions/domain/result/result.ts';

const first: IdempotencyKey = { scope: 'POST /x user', key: 'k', bodyHash: 'a'.repeat(64) };
const other: IdempotencyKey = { ...first, bodyHash: 'b'.repeat(64) };
const reused = { ok: false, error: { kind: 'idempotency-key-reused' } };

/** A table, and an act that counts how often it was done. */
function bench() {
  const table = createSqliteTable(SqliteDatabase.open(':memory:'));
  const acts: number[] = [];
  const read = ({ n }: Readonly<Record<string, unknown>>) => (typeof n === 'number' ? { n } : undefined);
  return {
    table,
    acts,
    read,
    act: async () => {
      acts.push(acts.length + 1);
      return ok({ n: acts.length });
    },
  };
}

describe('an act that keeps no row of its own', () => {
  test('is done once a key, however often it is asked for', async () => {
    const { table, acts, read, act } = bench();
    expect(await answerRepeatable(table, first, read, act)).toEqual(ok({ n: 1 }));
    expect(await answerRepeatable(table, first, read, act)).toEqual(ok({ n: 1 }));
    expect(await answerRepeatable(table, other, read, act)).toEqual(reused);
    expect(acts).toEqual([1]);
    await answerRepeatable(table, undefined, read, act);
    expect(acts).toEqual([1, 2]);
  });

  test('is done again after a crash between taking the key and answering; never for another body', async () => {
    const { table, acts, read, act } = bench();
    const crash = () => Promise.reject(new Error('killed'));
    await expect(answerRepeatable(table, first, read, crash)).rejects.toThrow('killed');
    expect(await answerRepeatable(table, other, read, act)).toEqual(reused);
    expect(acts).toEqual([]);
    expect(await answerRepeatable(table, first, read, act)).toEqual(ok({ n: 1 }));
    expect(await answerRepeatable(table, first, read, act)).toEqual(ok({ n: 1 }));
  });

  test('that was refused leaves the key free', async () => {
    const { table, read, act } = bench();
    const refuse = async () => err({ kind: 'wrong-state' } as const);
    expect(await answerRepeatable(table, first, read, refuse)).toEqual(err({ kind: 'wrong-state' }));
    expect(await answerRepeatable(table, other, read, act)).toEqual(ok({ n: 1 }));
  });

  test('of two at once gives both one answer', async () => {
    const { table, read, act } = bench();
    const { promise: both, resolve } = Promise.withResolvers<undefined>();
    let waiting = 0;
    const slow = async () => {
      waiting += 1;
      if (waiting === 2) resolve(undefined);
      await both;
      return act();
    };
    const answers = await Promise.all([1, 2].map(async () => answerRepeatable(table, first, read, slow)));
    expect(answers).toEqual([ok({ n: 1 }), ok({ n: 1 })]);
  });
});

test('who loses to the same request made at the same time gets its answer', async () => {
  const { table, read } = bench();
  const lost = async () => {
    await table.transact([idempotencyRow(first, { n: 7 })]);
    return err({ kind: 'changed-since' } as const);
  };
  expect(await answerOnce(table, first, read, lost)).toEqual(ok({ n: 7 }));
});
