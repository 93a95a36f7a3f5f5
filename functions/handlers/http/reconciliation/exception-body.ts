import type { ExceptionHead } from '../../../app/reconciliation/exceptions.ts';
import { exceptionTexts } from '../../../contracts/exception-texts.ts';
import type { Language } from '../../../contracts/language.ts';
import { exceptionLifecycle, handlingEvents } from '../../../domain/reconciliation/exception-lifecycle.ts';
import { kindOfReason } from '../../../domain/reconciliation/exception-reason.ts';
import { settlementsOf } from '../../../domain/reconciliation/settlement.ts';
import { type CalendarDate, daysBetween } from '../../../domain/time/calendar-date.ts';
import { reasonWordsOf } from '../reason-words.ts';

/** An exception as `list-exceptions` and `resolve-exception` answer it: in words, with its age and what may be done. */
export function exceptionBody(exception: ExceptionHead, today: CalendarDate, language: Language) {
  const {
    state,
    suspense,
    auditHash: _auditHash,
    differenceFen,
    fingerprint: _fingerprint,
    ...shown
  } = exception;
  const { reason, direction } = exception;
  const { text, nextStep } = exceptionTexts[reason];
  const isDisputed = reason === 'amount-differs' && differenceFen !== undefined;
  const settlements = settlementsOf(reason, suspense ? (direction ?? 'none') : 'none', isDisputed);
  const isPutRightByItself = suspense !== undefined && differenceFen !== undefined;
  return {
    ...shown,
    status: state,
    kind: kindOfReason[reason],
    ageDays: daysBetween(exception.openedOn, today),
    text: text[language],
    nextStep: nextStep[language],
    ...codeWords(exception.code, language),
    events: handlingEvents.filter((event) => exceptionLifecycle[state][event] !== undefined),
    // The bank may have put right by itself what its chunk holds open.
    settlements: isPutRightByItself ? [...settlements, 'nothing-to-book' as const] : settlements,
  };
}

/** A bank's reason code in the reader's words: what it means, and what to do. */
function codeWords(code: string | undefined, language: Language) {
  const words = reasonWordsOf(code, language);
  if (!words) return {};
  const { text, action, nextStep } = words;
  return {
    codeText: text,
    ...(action === undefined ? {} : { codeAction: action }),
    ...(nextStep === undefined ? {} : { codeNextStep: nextStep }),
  };
}
