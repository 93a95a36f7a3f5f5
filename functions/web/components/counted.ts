import type { Language, Texts } from '../../contracts/language.ts';
import { yuanOf } from './yuan.ts';

const one: Texts = { 'zh-CN': '1 笔', en: '1 payment' };
const many: Texts = { 'zh-CN': '{n} 笔', en: '{n} payments' };

/** How many payments, in words: "2 笔", "2 payments". */
export function paymentsCounted(count: number, language: Language): string {
  return count === 1 ? one[language] : many[language].replace('{n}', String(count));
}

/** How many payments, and what they come to: "2 笔 · ¥600.00". */
export function paymentsAndYuan(
  { count, fen }: { readonly count: number; readonly fen: number },
  language: Language,
): string {
  return `${paymentsCounted(count, language)} · ¥${yuanOf(fen)}`;
}

/** More or less than before, with its sign: "+¥60.00", "−¥300.00". */
export function differenceInYuan(fen: number): string {
  if (fen === 0) return '¥0.00';
  return `${fen < 0 ? '−' : '+'}¥${yuanOf(Math.abs(fen))}`;
}
