import { type Fen, fen, formatYuan, isFen, parseYuan } from '../../../domain/money/fen.ts';
import { type CalendarDate, isCalendarDate } from '../../../domain/time/calendar-date.ts';

/** An amount as a bank's columns have it; undefined when it is none. */
export function amountIn(text: string, amounts: 'yuan' | 'fen'): Fen | undefined {
  if (amounts === 'yuan') return parseYuan(text);
  const whole = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return isFen(whole) ? fen(whole) : undefined;
}

/** An amount as a bank's columns have it. */
export function amountText(amountFen: Fen, amounts: 'yuan' | 'fen'): string {
  return amounts === 'yuan' ? formatYuan(amountFen) : String(amountFen);
}

/** A date as a bank's columns have it. */
export function dateText(date: string, dates: 'YYYY-MM-DD' | 'YYYYMMDD'): string {
  return dates === 'YYYYMMDD' ? date.replaceAll('-', '') : date;
}

/** A date as a bank's columns have it; undefined when it is none. */
export function dateIn(text: string, dates: 'YYYY-MM-DD' | 'YYYYMMDD'): CalendarDate | undefined {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text) ?? [];
  const hasDashes = text.includes('-');
  if (year === undefined || hasDashes !== (dates === 'YYYY-MM-DD')) return undefined;
  const date = `${year}-${month ?? ''}-${day ?? ''}`;
  return isCalendarDate(date) ? date : undefined;
}
