import type { ResidentId } from '../people/resident-id.ts';
import type { RegisterAnswer, RegisterName, Unavailable } from './registers.ts';
import { registerNames } from './registers.ts';

/** The people a claim is about, as its form names them. */
export interface Subjects {
  /** Whose entitlement it is: the applicant, or the person claimed for. */
  readonly entitledPerson: ResidentId;
  readonly applicant: ResidentId;
  /** Given when the applicant claims for someone who died; the applicant's relation to them. */
  readonly relation?: 'spouse' | 'child';
  /** As declared: asked about in the first round, to save a second. What counts is what the registers say. */
  readonly spouse?: ResidentId;
  readonly children?: readonly ResidentId[];
}

export type Answers = { readonly [R in RegisterName]: readonly RegisterAnswer<R>[] };

/** What the registers answered, as it stood: JSON, and full of identity numbers, so it is stored sealed. */
export interface Evidence {
  readonly subjects: Subjects;
  readonly answers: Answers;
}

export function noEvidence(subjects: Subjects): Evidence {
  return {
    subjects,
    answers: {
      population: [],
      marriages: [],
      disabilities: [],
      retirements: [],
      certificates: [],
      attestations: [],
    },
  };
}

export function answerTo<R extends RegisterName>(
  evidence: Evidence,
  register: R,
  by: RegisterAnswer<R>['by'],
  id: ResidentId,
): RegisterAnswer<R> | undefined {
  return evidence.answers[register].find((answer) => answer.by === by && answer.id === id);
}

/** The registers that gave no usable answer: worth asking again, and if they stay so, a person's to settle. */
export function unavailableRegisters(
  evidence: Evidence,
): readonly { readonly register: RegisterName; readonly reason: Unavailable }[] {
  return registerNames.flatMap((register) => {
    for (const answer of evidence.answers[register]) {
      if (answer.status === 'unavailable') return [{ register, reason: answer.reason }];
    }
    return [];
  });
}
