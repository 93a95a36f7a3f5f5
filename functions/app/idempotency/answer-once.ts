import { type Result, err, ok } from '../../domain/result/result.ts';
import type { Condition, Table, Value } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import {
  type IdempotencyKey,
  idempotencyRecordKey,
  idempotencyRow,
  readEarlierAnswer,
} from './idempotency.ts';

type StoredAnswer = Readonly<Record<string, Value>>;

/** The key was sent before, with another body. */
export type KeyReused = { readonly kind: 'idempotency-key-reused' };

/**
 * Acts once a key, for an `act` whose transaction holds the key's row (`idempotencyRow`): a repeated request gets the
 * first one's answer, and so does one that lost to the same request made at the same time.
 * @param read the stored answer as it was given; undefined when it is none of this route
 */
export async function answerOnce<T, E>(
  table: Table,
  idempotency: IdempotencyKey | undefined,
  read: (stored: StoredAnswer) => T | undefined,
  act: () => Promise<Result<T, E>>,
): Promise<Result<T, E | KeyReused>> {
  const earlier = await answerBefore(table, idempotency, read);
  if (earlier) return earlier;
  const result = await act();
  return result.ok ? result : ((await answerBefore(table, idempotency, read)) ?? result);
}

async function answerBefore<T>(
  table: Table,
  idempotency: IdempotencyKey | undefined,
  read: (stored: StoredAnswer) => T | undefined,
): Promise<Result<T, KeyReused> | undefined> {
  const earlier = await readEarlierAnswer(table, idempotency);
  if (!earlier) return undefined;
  if (earlier.kind === 'other-body') return err({ kind: 'idempotency-key-reused' });
  const answer = read(earlier.answer);
  return answer === undefined ? undefined : ok(answer);
}

/**
 * The same for an `act` that is harmless to repeat and keeps no row of its own. The key is taken before it acts, so
 * that another body is refused before anything happens; a crash in between leaves the key without an answer, and the
 * repeated request acts again.
 */
export async function answerRepeatable<T extends StoredAnswer, E>(
  table: Table,
  idempotency: IdempotencyKey | undefined,
  read: (stored: StoredAnswer) => T | undefined,
  act: () => Promise<Result<T, E>>,
): Promise<Result<T, E | KeyReused>> {
  if (!idempotency) return act();
  const key = idempotencyRecordKey(idempotency);
  const unanswered: Condition = {
    all: [
      { attribute: 'bodyHash', is: '=', value: idempotency.bodyHash },
      { attribute: 'answered', present: false },
    ],
  };
  const readAnswered = ({ answered, ...answer }: StoredAnswer): T | undefined =>
    answered === true ? read(answer) : undefined;
  return answerOnce<T, E | KeyReused>(table, idempotency, readAnswered, async () => {
    await transact(table, [idempotencyRow(idempotency, {})]);
    const taken = await readEarlierAnswer(table, idempotency);
    // Whoever took the key first took it for another body.
    if (taken?.kind === 'other-body') return err({ kind: 'idempotency-key-reused' });
    const result = await act();
    const kept = await transact(table, [
      result.ok
        ? { update: key, set: { ...result.value, answered: true }, if: unanswered }
        : { delete: key, if: unanswered },
    ]);
    // The same request, made at the same time, was answered before: that answer stands.
    return kept.ok ? result : ((await answerBefore(table, idempotency, readAnswered)) ?? result);
  });
}
