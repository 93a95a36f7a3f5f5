import type { Texts } from '../../contracts/language.ts';
import type { RegisterName } from '../../domain/policy/registers.ts';

/** What people call each register. */
export const registerTexts: Readonly<Record<RegisterName, Texts>> = {
  population: { 'zh-CN': '户籍（公安）', en: 'Population (public security)' },
  marriages: { 'zh-CN': '婚姻登记（民政）', en: 'Marriages (civil affairs)' },
  disabilities: { 'zh-CN': '残疾人证（残联）', en: 'Disability certificates' },
  certificates: { 'zh-CN': '独生子女证（卫健）', en: 'Only-child certificates' },
  retirements: { 'zh-CN': '退休（社保）', en: 'Retirements (social insurance)' },
  attestations: { 'zh-CN': '街镇确认', en: 'Township confirmation' },
};
