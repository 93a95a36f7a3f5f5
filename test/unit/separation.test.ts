import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Duty,
  type DutyTaken,
  type Relation,
  mayTakeDuty,
  standsOutsideFamily,
} from '../../functions/domain/review/separation.ts';

const duties: readonly Duty[] = [
  'intake',
  'attestation',
  'attestation-confirmation',
  'review:village',
  'review:street',
  'review:district',
  'payee-change',
  'payee-confirmation',
  'preparing',
  'releasing',
  'statement-import',
  'exception-proposal',
  'exception-approval',
  'appeal',
];
const staff = (id: string) => ({ kind: 'staff', id }) as const;

describe('separation by identity', () => {
  test.each(duties.flatMap((taken) => duties.map((wanted) => [taken, wanted] as const)))(
    'who took %s may take %s only if it is the same',
    (taken, wanted) => {
      expect(mayTakeDuty(staff('a'), wanted, [{ duty: taken, actor: staff('a') }])).toEqual(
        taken === wanted ? { ok: true } : { ok: false, error: { kind: 'took-part', duty: taken } },
      );
    },
  );

  test('another person may', () => {
    expect(mayTakeDuty(staff('b'), 'releasing', [{ duty: 'preparing', actor: staff('a') }]).ok).toBe(true);
  });

  test('the system is nobody, and an applicant who shares the id of a member of staff is somebody else', () => {
    const system = { kind: 'system', id: 'allocator' } as const;
    expect(mayTakeDuty(system, 'releasing', [{ duty: 'preparing', actor: system }]).ok).toBe(true);
    expect(
      mayTakeDuty(staff('a'), 'releasing', [{ duty: 'intake', actor: { kind: 'applicant', id: 'a' } }]).ok,
    ).toBe(true);
  });

  test('over any history built by asking first, nobody holds two duties', () => {
    const step = fc.record({ duty: fc.constantFrom(...duties), id: fc.constantFrom('a', 'b', 'c', 'd') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const taken: DutyTaken[] = [];
        for (const { duty, id } of steps) {
          if (mayTakeDuty(staff(id), duty, taken).ok) taken.push({ duty, actor: staff(id) });
        }
        const held = Map.groupBy(taken, ({ actor }) => actor.id);
        for (const mine of held.values()) expect(new Set(mine.map(({ duty }) => duty)).size).toBe(1);
      }),
    );
  });
});

describe('family', () => {
  const relations: readonly Relation[] = ['self', 'spouse', 'parent', 'child'];
  const persons = relations.map((relation) => ({ residentIndex: `index-of-${relation}`, relation }));

  test.each(relations)('nobody acts in a claim in which they are %s', (relation) => {
    expect(standsOutsideFamily(`index-of-${relation}`, persons)).toEqual({
      ok: false,
      error: { kind: 'own-family', relation },
    });
  });

  test('a stranger may, and so may somebody whose number is not known', () => {
    expect(standsOutsideFamily('index-of-a-stranger', persons).ok).toBe(true);
    expect(standsOutsideFamily(undefined, persons).ok).toBe(true);
  });
});
