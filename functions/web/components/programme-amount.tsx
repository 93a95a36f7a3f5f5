import type * as z from 'zod';
import type { programmeSchema } from '../../contracts/http/programmes.ts';
import type { Texts } from '../../contracts/language.ts';
import { useTexts } from '../kernel/page-context.ts';
import { yuanOf } from './yuan.ts';

type Programme = z.output<typeof programmeSchema>;

const texts = {
  'per-period': { 'zh-CN': '每年：', en: 'A year: ' },
  'per-month': { 'zh-CN': '每月：', en: 'A month: ' },
  fixed: { 'zh-CN': '一次性：', en: 'Once: ' },
} satisfies Record<Programme['amount']['basis'], Texts>;

/** "A year: ¥600.00", or the least and the most where cases differ. */
export function ProgrammeAmount({ programme: { amount } }: { programme: Programme }) {
  const t = useTexts();
  const fen = amount.cases.map((one) => one.amount.fen);
  const [least, most] = [Math.min(...fen), Math.max(...fen)];
  return (
    <p class="govuk-body">
      {t(texts[amount.basis])}
      <strong>{least === most ? `¥${yuanOf(least)}` : `¥${yuanOf(least)} – ¥${yuanOf(most)}`}</strong>
    </p>
  );
}
