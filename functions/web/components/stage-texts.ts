import type { Texts } from '../../contracts/language.ts';
import type { TaskStage } from '../../domain/review/chain.ts';

export const stageTexts: Readonly<Record<TaskStage, Texts>> = {
  village: { 'zh-CN': '村居', en: 'Village or community' },
  street: { 'zh-CN': '街道', en: 'Street' },
  district: { 'zh-CN': '区', en: 'District' },
  manual: { 'zh-CN': '人工核实', en: 'To find out' },
  rejection: { 'zh-CN': '确认不予批准', en: 'Confirm a rejection' },
};
