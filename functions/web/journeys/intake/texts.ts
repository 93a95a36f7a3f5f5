import type { Texts } from '../../../contracts/language.ts';

export const texts = {
  title: { 'zh-CN': '窗口受理', en: 'Claims at the counter' },
  hint: {
    'zh-CN': '为站在窗口前的申请人填写。先核对其身份证件。收据和查询码打印后交给申请人。',
    en: 'For somebody who stands before you. See their identity document first. Print the receipt with its code and hand it over.',
  },
} satisfies Record<string, Texts>;
