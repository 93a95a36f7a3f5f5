/** A stage of a programme's review chain, in the order its policy gives; `posting` is the public posting. */
export type ReviewStage = 'village' | 'street' | 'posting' | 'district';

/** What somebody has to decide: a stage of the review, conditions no register could answer, a proposed rejection. */
export const taskStages = ['village', 'street', 'district', 'manual', 'rejection'] as const;

export type TaskStage = (typeof taskStages)[number];

/** The desks that decide. */
export const offices = ['village', 'street', 'district'] as const satisfies readonly ReviewStage[];

/** Whose desk a task comes to: unknown conditions go to the street, confirming a rejection to the district. */
export function officeOf(stage: TaskStage): Exclude<ReviewStage, 'posting'> {
  if (stage === 'manual') return 'street';
  return stage === 'rejection' ? 'district' : stage;
}

/** Where a claim stands in its chain: nobody has to decide at `posting`, and after the last stage it is approved. */
export type ChainStep =
  | { readonly state: 'review'; readonly position: number; readonly stage: Exclude<ReviewStage, 'posting'> }
  | { readonly state: 'posting'; readonly position: number }
  | { readonly state: 'approved' };

/** @param position 0 is the first stage; the chain's length and beyond mean approved */
export function chainStep(chain: readonly ReviewStage[], position: number): ChainStep {
  const stage = chain[position];
  if (stage === undefined) return { state: 'approved' };
  if (stage === 'posting') return { state: 'posting', position };
  return { state: 'review', position, stage };
}

/** The stage a claim goes back to: the nearest before it at which a person decides; undefined at the first. */
export function stepBefore(chain: readonly ReviewStage[], position: number): ChainStep | undefined {
  for (let before = position - 1; before >= 0; before -= 1) {
    const step = chainStep(chain, before);
    if (step.state === 'review') return step;
  }
  return undefined;
}
