/** The few questions, one or a group a page. */
export const stepIds = ['you', 'spouse', 'children', 'support', 'work'] as const;

export type StepId = (typeof stepIds)[number];

interface Step {
  /** Its fields on the page. */
  readonly fields: readonly string[];
  /** Members of the API's body that the step answers for. */
  readonly members: readonly string[];
  /** Questions with choices that nothing but the page can see are unanswered. */
  readonly mustChoose: readonly string[];
}

const dateFields = (name: string): readonly string[] => ['Year', 'Month', 'Day'].map((part) => name + part);

export const steps: Readonly<Record<StepId, Step>> = {
  you: {
    fields: [...dateFields('_born'), 'sex', 'householdType'],
    members: ['birthDate', 'sex', 'householdType'],
    mustChoose: ['sex', 'householdType'],
  },
  spouse: {
    fields: ['_hasSpouse', ...dateFields('_spouseBorn'), 'spouse.householdType'],
    members: ['spouse'],
    mustChoose: ['_hasSpouse'],
  },
  children: { fields: ['daughters', 'sons'], members: ['daughters', 'sons'], mustChoose: [] },
  support: { fields: ['_support'], members: ['lossOrDisability'], mustChoose: ['_support'] },
  work: {
    fields: ['_retired', ...dateFields('_retired'), '_extra', '_certificate'],
    members: ['retirement', 'certificateHeld'],
    mustChoose: ['_retired'],
  },
};

/** Where what is wrong with a member of the body is said: of a date, at its year. */
export const fieldOfMember: Readonly<Record<string, string>> = {
  birthDate: '_bornYear',
  'spouse.birthDate': '_spouseBornYear',
  'retirement.retiredOn': '_retiredYear',
};
