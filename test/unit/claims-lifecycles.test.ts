import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { awardLifecycle, awardStates } from '../../functions/domain/awards/award-lifecycle.ts';
import { claimLifecycle, claimStates } from '../../functions/domain/claims/claim-lifecycle.ts';
import { isFinal, type Lifecycle, next } from '../../functions/domain/lifecycle/lifecycle.ts';
import { appealLifecycle, appealStates } from '../../functions/domain/review/appeal-lifecycle.ts';
import { objectionLifecycle, objectionStates } from '../../functions/domain/review/objection-lifecycle.ts';

// As lifecycles.md has them, in words of code: review(n) is "review", and what is in brackets there is a fact beside.
const claim = `
submitted: verify verifying; duplicate duplicate; withdraw withdrawn
verifying: met review; failed proposed-rejection; unknown manual; withdraw withdrawn
manual: findings-met review; findings-failed proposed-rejection; ask awaiting-applicant; register-back verifying; withdraw withdrawn
awaiting-applicant: answer verifying; overdue manual; withdraw withdrawn
review: approve review,posting,awaiting-funds; return review,awaiting-applicant; reject proposed-rejection; edited verifying; overdue review; withdraw withdrawn
posting: ended review; objection objected; edited verifying
objected: dismissed posting; upheld verifying
proposed-rejection: answer verifying; confirm rejected; overturn review
awaiting-funds: committed awarded; changed verifying
rejected: appeal-upheld awaiting-funds; remitted verifying; window-ended closed
awarded:
withdrawn:
duplicate:
closed:`;

const award = `
active: suspend suspended; review-due reviewing; account-returned payee-needed; transfer transferring; death ending; exit ending; one-off-settled completed
payee-needed: payee-confirmed active; death ending
reviewing: unchanged active; changed active; ineligible ending; unanswered suspended; death ending
suspended: cleared active; death ending; exit ending
transferring: transfer-confirmed transferred; transfer-refused active; transfer-expired active; death ending
ending: heir-confirmed ending; appeal-upheld active; window-ended ended
transferred:
ended:
completed:`;

const appeal = `
lodged: assign reviewing; late lateness; withdraw withdrawn
lateness: excuse reviewing; refuse inadmissible
reviewing: ask awaiting-papers; uphold upheld; remit remitted; dismiss dismissed; withdraw withdrawn; overdue reviewing
awaiting-papers: answer reviewing; overdue reviewing; withdraw withdrawn
upheld:
remitted:
dismissed:
inadmissible:
withdrawn:`;

const objection = `
lodged: admit admitted; dismiss dismissed
admitted: dismiss dismissed; uphold upheld
dismissed:
upheld:`;

type Written = Record<string, Record<string, string[]>>;

function written(text: string): Written {
  const lines = text.trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [state = '', events = ''] = line.split(':');
      const pairs = events.split(';').filter((pair) => pair.trim() !== '');
      return [
        state,
        Object.fromEntries(
          pairs.map((pair) => {
            const [event = '', targets = ''] = pair.trim().split(' ');
            return [event, targets.split(',')];
          }),
        ),
      ];
    }),
  );
}

const all: readonly (readonly [string, string, Lifecycle<string, string>, readonly string[]])[] = [
  ['claim', claim, claimLifecycle, claimStates],
  ['award', award, awardLifecycle, awardStates],
  ['appeal', appeal, appealLifecycle, appealStates],
  ['objection', objection, objectionLifecycle, objectionStates],
];

describe.each(all)('the life of a %s', (_, text, lifecycle, states) => {
  const expected = written(text);
  const events = [...new Set(Object.values(expected).flatMap((pairs) => Object.keys(pairs)))];

  test('is the written one, to the letter', () => {
    expect(lifecycle).toEqual(expected);
    expect([...states].sort()).toEqual(Object.keys(expected).sort());
  });

  test('refuses every pair that is not listed, and every state that an event does not lead to', () => {
    for (const state of states) {
      for (const event of events) {
        const targets = expected[state]?.[event] ?? [];
        for (const towards of states) {
          const result = next(lifecycle, state, event, towards);
          if (targets.includes(towards)) expect(result).toEqual({ ok: true, value: towards });
          else expect(result).toEqual({ ok: false, error: { kind: 'not-allowed', state, event } });
        }
        // Without a choice only what leads to one state happens.
        expect(next(lifecycle, state, event).ok).toBe(targets.length === 1);
      }
    }
  });

  test('ends in states without events, and in no other', () => {
    for (const state of states) {
      expect(isFinal(lifecycle, state)).toBe(Object.keys(expected[state] ?? {}).length === 0);
    }
  });
});

const source = '/work/shared/lifecycles.md';

/** A table of lifecycles.md: its states with events, and its final ones, which are starred where they are led to. */
function tableOf(name: string): { readonly states: readonly string[]; readonly finals: readonly string[] } {
  const text = readFileSync(source, 'utf8');
  const lines = text
    .slice(text.indexOf(`| ${name} |`))
    .split('\n')
    .slice(2);
  const rows = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('|')),
  );
  const cells = rows.map((row) => row.split('|'));
  const finals = cells.flatMap(([, , events = '']) =>
    [...events.matchAll(/([a-z-]+)\*/g)].map((match) => match[1] ?? ''),
  );
  return {
    states: cells.map(([, state = '']) => state.trim().replace('(n)', '')),
    finals: [...new Set(finals)],
  };
}

(existsSync(source) ? describe : describe.skip)('the tables here and in lifecycles.md', () => {
  test.each([
    ['Claim', claim],
    ['Award', award],
    ['Appeal', appeal],
  ])('of a %s have the same states and final states', (name, text) => {
    const { states, finals } = tableOf(name);
    const expected = written(text);
    expect([...states, ...finals].sort()).toEqual(Object.keys(expected).sort());
    for (const final of finals) expect(expected[final]).toEqual({});
  });
});
