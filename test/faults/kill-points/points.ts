import { readFileSync } from 'node:fs';
import { claimBindings } from '../../../workflows/claim/bindings.ts';
import { paymentRunBindings } from '../../../workflows/payment-run/bindings.ts';

/** What a process can be stopped at: a transaction, a file handed to the bank, a file for it written. */
export type Effect = 'write' | 'send' | 'file';

/** A place in the code where the process is killed: the nth effect of its kind within a step, or outside of all steps. */
export interface Point {
  readonly within: string;
  readonly effect: Effect;
  /** From 1. */
  readonly nth: number;
  readonly when: 'before' | 'after';
}

/**
 * Places where effects are grouped as they happen to fall together, or happen here or there (the bank's messages are
 * delivered by its own timer or by the end of its day), so that how many there are differs from one telling to the next:
 * there may be no nth.
 */
export const unordered = ['the outbox', 'outside', 'POST /local/bank/end-of-day'] as const;

/** How many effects a step has, or what happens outside of steps, in a story: by place and kind. */
export type Counts = Readonly<Record<string, Readonly<Partial<Record<Effect, number>>>>>;

/** A step is called by more than one state, told apart by what the state fixes in its payload. */
export function stepName(placeholder: string, fixed: Readonly<Record<string, unknown>>): string {
  const marks = Object.entries(fixed).flatMap(([name, value]) => (value === true ? [name] : []));
  return [placeholder, ...marks].join(' ');
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly ItemProcessor?: { readonly States: States };
}
type States = Readonly<Record<string, State>>;

/** The Task states of both workflows, those inside a Map included, and the step each calls. */
export function taskStates(): readonly { readonly state: string; readonly step: string }[] {
  return [claimBindings, paymentRunBindings].flatMap(({ definition }) => {
    const { States } = JSON.parse(readFileSync(definition, 'utf8')) as { readonly States: States };
    return tasksIn(States);
  });
}

function tasksIn(states: States): readonly { readonly state: string; readonly step: string }[] {
  return Object.entries(states).flatMap(([name, { Type, Resource = '', Parameters = {}, ItemProcessor }]) => {
    if (ItemProcessor) return tasksIn(ItemProcessor.States);
    if (Type !== 'Task') return [];
    const called = Resource.startsWith('${') ? Resource : String(Parameters.FunctionName);
    return [{ state: name, step: stepName(called.slice(2, -1), Parameters) }];
  });
}

/**
 * Where to kill: before every effect, and after the last one of each kind. After any other is before the next, for all
 * that a restart can see; but what another has been given is more than what is on our disk, so after every send too.
 */
export function pointsOf(counts: Counts): readonly Point[] {
  return Object.entries(counts).flatMap(([within, effects]) =>
    (Object.entries(effects) as [Effect, number][]).flatMap(([effect, count]) =>
      Array.from({ length: count }, (_, at) => at + 1).flatMap((nth): Point[] => [
        { within, effect, nth, when: 'before' },
        ...(nth === count || effect === 'send' ? [{ within, effect, nth, when: 'after' } as const] : []),
      ]),
    ),
  );
}
