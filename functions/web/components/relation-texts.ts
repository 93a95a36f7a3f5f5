import type { proxyRelations } from '../../contracts/claims/claim.ts';
import type { Texts } from '../../contracts/language.ts';

/** What somebody who helps with a claim is to the applicant. */
export const relationTexts: Readonly<Record<(typeof proxyRelations)[number], Texts>> = {
  family: { 'zh-CN': '配偶或子女', en: 'My husband, wife or child' },
  relative: { 'zh-CN': '其他亲属', en: 'Another relative' },
  neighbour: { 'zh-CN': '邻居或朋友', en: 'A neighbour or friend' },
  community: { 'zh-CN': '村居工作人员', en: 'Somebody of the village or community' },
  other: { 'zh-CN': '其他人', en: 'Somebody else' },
};
