import type { Language } from '../../contracts/language.ts';
import type { Fen } from '../../domain/money/fen.ts';
import { fen } from '../../domain/money/fen.ts';
import { citationOf } from '../../domain/policy/citations.ts';
import { claimByOf, payByOf, periodFor } from '../../domain/policy/claim-period.ts';
import type { DatedAmount, Policy } from '../../domain/policy/policy.ts';
import type { PublishedPolicy } from '../../domain/policy/policy-book.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Clock } from '../ports/clock.ts';
import { type InForceDeps, policiesInForce } from './policy-in-force.ts';

/** A programme as its policy version in force explains it to those who may claim. */
export interface ProgrammeView {
  readonly programme: string;
  readonly version: string;
  readonly kind: Policy['kind'];
  readonly title: string;
  readonly summary: string;
  /** What to bring, one document an entry. */
  readonly documents: readonly string[];
  /** Which parts of the form it asks for. */
  readonly asks: Policy['asks'];
  readonly conditions: readonly { readonly code: string; readonly text: string; readonly source: string }[];
  /** The rates on this day; `basis` says what each is for. */
  readonly amount: {
    readonly basis: Policy['amount']['basis'];
    readonly instalments: number;
    readonly cases: readonly {
      readonly code: string;
      readonly text: string;
      readonly amountFen: Fen;
      readonly source: string;
    }[];
  };
  readonly reviewChain: Policy['reviewChain'];
  /** Days for which a claim is posted publicly; absent where it never is. */
  readonly postingDays?: number;
  readonly deadlines: {
    readonly decideWithinWorkingDays: number;
    readonly hearingWorkingDays: number;
    readonly appealDays: number;
  };
  /** What a claim made on this day is decided for. */
  readonly period: { readonly id: string; readonly claimBy?: CalendarDate; readonly payBy?: CalendarDate };
}

export interface ListProgrammesDeps extends InForceDeps<PublishedPolicy> {
  readonly clock: Clock;
}

/** The programmes that can be claimed on the business date, each by its version in force. */
export function createListProgrammes(deps: ListProgrammesDeps) {
  return async (language: Language): Promise<readonly ProgrammeView[]> => {
    const today = deps.clock.today();
    const inForce = await policiesInForce(deps, today);
    return inForce.map(({ policy }) => viewOf(policy, today, language));
  };
}

function viewOf(policy: Policy, today: CalendarDate, language: Language): ProgrammeView {
  const { title, summary, documents } = policy.texts[language];
  const period = periodFor(policy, today);
  const [claimBy, payBy] = [claimByOf(policy, period), payByOf(policy, period)];
  return {
    programme: policy.programme,
    version: policy.version,
    kind: policy.kind,
    title,
    summary,
    documents,
    asks: policy.asks,
    conditions: policy.conditions.map(({ code, source, texts }) => ({
      code,
      text: texts[language].asks,
      source: citationOf(policy, source, language),
    })),
    amount: {
      basis: policy.amount.basis,
      instalments: policy.amount.instalments ?? 1,
      cases: policy.amount.cases.flatMap(({ code, rates, texts }) => {
        const rate = rateOn(rates, today);
        if (!rate) return [];
        const source = citationOf(policy, rate.source, language);
        return [{ code, text: texts[language], amountFen: fen(rate.fen), source }];
      }),
    },
    reviewChain: policy.reviewChain,
    ...(policy.posting === 'none' ? {} : { postingDays: policy.posting.days }),
    deadlines: {
      decideWithinWorkingDays: policy.deadlines.decideWithinWorkingDays,
      hearingWorkingDays: policy.deadlines.hearingWorkingDays,
      appealDays: policy.deadlines.appealDays,
    },
    period: {
      id: period.id,
      ...(claimBy === undefined ? {} : { claimBy }),
      ...(payBy === undefined ? {} : { payBy }),
    },
  };
}

function rateOn(rates: readonly DatedAmount[], day: CalendarDate): DatedAmount | undefined {
  return rates.find(({ from, to }) => from <= day && (to === undefined || day <= to));
}
