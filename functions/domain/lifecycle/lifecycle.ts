import { type Result, err, ok } from '../result/result.ts';

/**
 * A lifecycle as data: state × event → state (lifecycles.md). Where the next state depends on a fact
 * (another stage or none left, say), the table lists every state it may be, and the caller names which.
 * A state with no events is final.
 */
export type Lifecycle<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, readonly State[]>>>>
>;

export interface NotAllowed<State extends string, Event extends string> {
  readonly kind: 'not-allowed';
  readonly state: State;
  readonly event: Event;
}

/** The state after an event. `towards` chooses where the table leaves a choice; a pair that is not listed is refused. */
export function next<State extends string, Event extends string>(
  lifecycle: Lifecycle<State, Event>,
  state: State,
  event: Event,
  towards?: State,
): Result<State, NotAllowed<State, Event>> {
  const targets: readonly State[] = lifecycle[state][event] ?? [];
  const target = towards ?? (targets.length === 1 ? targets[0] : undefined);
  if (target === undefined || !targets.includes(target)) return err({ kind: 'not-allowed', state, event });
  return ok(target);
}

export function isFinal<State extends string, Event extends string>(
  lifecycle: Lifecycle<State, Event>,
  state: State,
): boolean {
  return Object.keys(lifecycle[state]).length === 0;
}
