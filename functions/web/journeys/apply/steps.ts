import type * as z from 'zod';
import type { programmeSchema } from '../../../contracts/http/programmes.ts';

export type Programme = z.infer<typeof programmeSchema>;

/** One page of the claim form: which parts of the claim it asks. */
export interface Step {
  readonly id: StepId;
  /** Its fields, by their names in the claim with dots. */
  readonly fields: readonly string[];
  /** Members of the claim that the step answers for; what is wrong below them is shown on it. */
  readonly members: readonly string[];
}

export const stepIds = [
  'for-whom',
  'you',
  'home',
  'spouse',
  'children',
  'certificate',
  'retirement',
  'account',
  'phone',
  'proxy',
] as const;

export type StepId = (typeof stepIds)[number];

/** Most children a form has lines for; who has more is helped at the counter. */
export const mostChildren = 6;

const childLines = Array.from({ length: mostChildren }, (_, at) => `children.${String(at)}`);

const allSteps: readonly (Step & { readonly asked: (programme: Programme) => boolean })[] = [
  {
    id: 'for-whom',
    fields: ['_forWhom', 'onBehalfOf.relation', 'onBehalfOf.residentId'],
    members: ['onBehalfOf'],
    asked: ({ asks }) => asks.onBehalfOf !== 'none',
  },
  {
    id: 'you',
    fields: ['applicant.name', 'applicant.residentId'],
    members: ['applicant.name', 'applicant.residentId'],
    asked: () => true,
  },
  {
    id: 'home',
    fields: ['applicant.areaCode', 'applicant.address'],
    members: ['applicant.areaCode', 'applicant.address'],
    asked: () => true,
  },
  {
    id: 'spouse',
    fields: ['_hasSpouse', 'spouse.name', 'spouse.residentId'],
    members: ['spouse'],
    asked: ({ asks }) => asks.spouse !== 'none',
  },
  {
    id: 'children',
    fields: childLines.flatMap((line) => [`${line}.name`, `${line}.residentId`]),
    members: ['children'],
    asked: ({ asks }) => asks.children !== 'none',
  },
  {
    id: 'certificate',
    fields: ['certificate.number'],
    members: ['certificate'],
    asked: ({ asks }) => asks.certificate !== 'none',
  },
  {
    id: 'retirement',
    fields: ['_retiredYear', '_retiredMonth', '_retiredDay'],
    members: ['retirement'],
    asked: ({ asks }) => asks.retirement !== 'none',
  },
  {
    id: 'account',
    fields: ['account.holder', 'account.bank', 'account.number'],
    members: ['account'],
    asked: ({ asks }) => asks.account !== 'none',
  },
  {
    id: 'phone',
    fields: ['applicant.phone', 'applicant.email'],
    members: ['applicant.phone', 'applicant.email'],
    asked: () => true,
  },
  {
    id: 'proxy',
    fields: ['_hasProxy', 'proxy.name', 'proxy.relation', 'proxy.phone', 'proxy.consent'],
    members: ['proxy'],
    asked: () => true,
  },
];

/** The pages of a programme's form, in their order: what its policy asks for, and nothing else. */
export function stepsOf(programme: Programme): readonly Step[] {
  return allSteps.filter(({ asked }) => asked(programme));
}

/** Made by parents in grief or worry about a child: the form asks which child, and names whom they can talk to. */
export function isAboutOneChild({ asks }: Programme): boolean {
  return asks.children === 'required';
}

/** A part may be left out where the policy does not need it from the form: registers can answer for it. */
export function isOptional({ asks }: Programme, id: StepId): boolean {
  switch (id) {
    case 'spouse':
    case 'children':
    case 'certificate':
    case 'retirement':
    case 'account':
      return asks[id] === 'optional';
    case 'phone':
    case 'for-whom':
    case 'proxy':
      return true;
    case 'you':
    case 'home':
      return false;
  }
}
