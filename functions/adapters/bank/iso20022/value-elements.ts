import type { StatementLine } from '../../../contracts/bank/bank-record.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import { readDate, readWhole, type WrittenAmount } from './iso-values.ts';
import type { RecordSink } from '../record-sink.ts';
import type { ElementRule } from './element-rule.ts';

export type Direction = StatementLine['direction'];

/** An amount as written; whoever uses it reads it, since an odd one may not matter. */
export function amountElement(set: (amount: WrittenAmount) => void): ElementRule {
  return { text: (text, attributes) => set({ text, currency: attributes.Ccy }) };
}

export function directionElement(set: (direction: Direction | undefined) => void): ElementRule {
  return { text: (text) => set(text === 'DBIT' ? 'debit' : text === 'CRDT' ? 'credit' : undefined) };
}

/** `Dt` or `DtTm` within. */
export function dateElement(sink: RecordSink, at: string, set: (date: CalendarDate) => void): ElementRule {
  const value: ElementRule = {
    text: (text) => {
      const date = readDate(text);
      if (date === undefined) sink.problem('bad-date', at);
      else set(date);
    },
  };
  return { children: { Dt: value, DtTm: value } };
}

export function wholeElement(sink: RecordSink, at: string, set: (whole: number) => void): ElementRule {
  return {
    text: (text) => {
      const whole = readWhole(text);
      if (whole === undefined) sink.problem('bad-number', at);
      else set(whole);
    },
  };
}

export function flagElement(set: (flag: boolean) => void): ElementRule {
  return { text: (text) => set(text === 'true' || text === '1') };
}

/** `Cd` or `Prtry` within, whichever there is. */
export function choiceElement(set: (text: string) => void): ElementRule {
  return { children: { Cd: { text: set }, Prtry: { text: set } } };
}

const longestCode = 100;

/** A bank transaction code: domain/family/subfamily, or the bank's own where there is no standard one. */
export function transactionCodeElement(scope: () => { code: string | undefined }): ElementRule {
  const part: ElementRule = {
    text: (text) => {
      const before = scope().code;
      scope().code = (before === undefined ? text : `${before}/${text}`).slice(0, longestCode) || undefined;
    },
  };
  const own: ElementRule = { text: (text) => (scope().code ??= text.slice(0, longestCode) || undefined) };
  return {
    children: {
      Domn: { children: { Cd: part, Fmly: { children: { Cd: part, SubFmlyCd: part } } } },
      Prtry: { children: { Cd: own } },
    },
  };
}
