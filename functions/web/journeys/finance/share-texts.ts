import type { Language, Texts } from '../../../contracts/language.ts';
import { unassigned } from '../../../domain/ledger/unassigned.ts';
import type { FundingSource } from '../../../domain/policy/policy.ts';

/** Money that is nobody's yet: the ledger's programme and share until somebody says whose it is. */
export const unassignedText: Texts = { 'zh-CN': '待认定', en: 'Not yet assigned' };

const shareTexts: Readonly<Record<FundingSource, Texts>> = {
  central: { 'zh-CN': '中央', en: 'Central' },
  province: { 'zh-CN': '省级', en: 'Province' },
  city: { 'zh-CN': '市级', en: 'City' },
  district: { 'zh-CN': '区级', en: 'District' },
  'employer-levy': { 'zh-CN': '用人单位缴纳', en: 'Employers’ levy' },
  fund: { 'zh-CN': '基金', en: 'Fund' },
};

/** Who may bear a share, as policies name them. */
export const fundingSources = Object.keys(shareTexts).filter(isFundingSource);

function isFundingSource(share: string): share is FundingSource {
  return Object.hasOwn(shareTexts, share);
}

/** Who bears a share; one that a policy has of its own goes by its name. */
export function shareName(share: string, language: Language): string {
  if (isFundingSource(share)) return shareTexts[share][language];
  return share === unassigned ? unassignedText[language] : share;
}
