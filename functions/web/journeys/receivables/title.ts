import type { Texts } from '../../../contracts/language.ts';

export const receivablesTitle: Texts = { 'zh-CN': '多发款项', en: 'Overpayments' };
