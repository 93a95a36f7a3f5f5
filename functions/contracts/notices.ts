import * as z from 'zod';
import type { Language } from './language.ts';

/** What a notice may be about. */
export const noticeSubjects = ['claim', 'award', 'run', 'appropriation'] as const;

/** Whom a notice is for: who holds the claim or is paid under the award, by the contact they gave, or the finance office. */
export type NoticeReader = 'holder' | 'finance';

interface NoticeText extends Readonly<Record<Language, string>> {
  readonly reader: NoticeReader;
}

/**
 * Every notice, in the words that are sent. A telephone is seen by others: no names, no sums, no programme, nothing but
 * the reference and dates; what it is about is read on the claim's page, with the access code.
 */
const texts = {
  'another-claim-made': {
    reader: 'holder',
    'zh-CN': '惠民：有人以相同情况又提交了一份申请，您原来的申请不受影响。如非您本人所为，请告知街道办理点。',
    en: 'Huimin: somebody has made another claim about the same matter. Yours is not affected. If it was not you, please tell the counter in your street.',
  },
  'answer-needed': {
    reader: 'holder',
    'zh-CN':
      '惠民：您的申请 {reference} 需要您补充情况。请凭查询码登录申请页面查看，或到街道办理点，工作人员会帮助您。',
    en: 'Huimin: we need something more from you for claim {reference}. See its page with your access code, or come to the counter, where somebody will help.',
  },
  'code-given': {
    reader: 'holder',
    'zh-CN': '惠民：{reference} 的查询码刚在办理点再次告知。如不是您本人，请立即联系街道办理点。',
    en: 'Huimin: the access code for {reference} was told again at the counter. If it was not to you, tell the counter at once.',
  },
  'contact-changed': {
    reader: 'holder',
    'zh-CN': '惠民：申请 {reference} 的联系方式已更改。如非您本人所为，请立即联系街道办理点。',
    en: 'Huimin: the phone or e-mail of claim {reference} has been changed. If it was not you, tell the counter at once.',
  },
  'rejection-proposed': {
    reader: 'holder',
    'zh-CN':
      '惠民：您的申请 {reference} 可能不符合条件，尚未作出决定。您可以先说明情况，请查看申请页面或联系街道办理点。',
    en: 'Huimin: claim {reference} may not meet the conditions. Nothing is decided yet, and you can be heard first: see its page, or ask at the counter.',
  },
  rejected: {
    reader: 'holder',
    'zh-CN': '惠民：您的申请 {reference} 已有决定。理由和申诉办法见申请页面，也可到街道办理点询问。',
    en: 'Huimin: claim {reference} has been decided. The reasons, and how to appeal, are on its page; the counter explains them too.',
  },
  awarded: {
    reader: 'holder',
    'zh-CN': '惠民：您的申请 {reference} 已批准。何时发放见申请页面。',
    en: 'Huimin: claim {reference} is approved. Its page says when it is paid.',
  },
  'appeal-lodged': {
    reader: 'holder',
    'zh-CN': '惠民：已收到您对 {reference} 的申诉，将由未经办过此申请的人员复核。',
    en: 'Huimin: we have your appeal about {reference}. Somebody who had no part in the decision looks at it.',
  },
  'appeal-upheld': {
    reader: 'holder',
    'zh-CN': '惠民：您对 {reference} 的申诉成立，原决定已改变。详情见申请页面。',
    en: 'Huimin: your appeal about {reference} is upheld, and the decision is changed. See its page.',
  },
  'appeal-remitted': {
    reader: 'holder',
    'zh-CN': '惠民：您对 {reference} 的申诉已审查，该申请将重新审核。详情见申请页面。',
    en: 'Huimin: your appeal about {reference} was looked at, and the claim is reviewed anew. See its page.',
  },
  'appeal-dismissed': {
    reader: 'holder',
    'zh-CN': '惠民：您对 {reference} 的申诉已审查，原决定不变。理由和后续途径见申请页面。',
    en: 'Huimin: your appeal about {reference} was looked at, and the decision stands. The reasons, and what you can still do, are on its page.',
  },
  paid: {
    reader: 'holder',
    'zh-CN': '惠民：{reference} 的款项银行已付至您所留账户。如未到账，请到街道办理点询问。',
    en: 'Huimin: the bank has paid what was due under {reference} into the account you gave. If it is not there, please ask at the counter.',
  },
  'account-needed': {
    reader: 'holder',
    'zh-CN': '惠民：{reference} 的款项未能打入所留账户。请在申请页面或街道办理点重新提供账户，款项为您保留。',
    en: 'Huimin: what is due under {reference} could not be paid into the account we have. Please name another, on its page or at the counter; it is kept for you.',
  },
  'account-change-proposed': {
    reader: 'holder',
    'zh-CN': '惠民：有人申请变更 {reference} 的收款账户，尚待核实。如非您本人所为，请立即联系街道办理点。',
    en: 'Huimin: somebody asks to change the account of {reference}; it waits to be confirmed. If it was not you, tell the counter at once.',
  },
  'account-change-refused': {
    reader: 'holder',
    'zh-CN': '惠民：{reference} 的收款账户变更未获确认，仍按原账户发放。',
    en: 'Huimin: the account of {reference} was not changed; it is paid as before.',
  },
  'account-changed': {
    reader: 'holder',
    'zh-CN': '惠民：{reference} 的收款账户已变更。如非您本人所为，请立即联系街道办理点。',
    en: 'Huimin: the account of {reference} has been changed. If it was not you, tell the counter at once.',
  },
  'payee-change-proposed': {
    reader: 'holder',
    'zh-CN': '惠民：有人申请变更 {reference} 的领取人，尚待核实。如非您本人所为，请立即联系街道办理点。',
    en: 'Huimin: somebody asks to change who is paid under {reference}; it waits to be confirmed. If it was not you, tell the counter at once.',
  },
  'payee-change-refused': {
    reader: 'holder',
    'zh-CN': '惠民：{reference} 的领取人变更未获确认，仍按原样发放。',
    en: 'Huimin: who is paid under {reference} was not changed; it is paid as before.',
  },
  'payee-changed': {
    reader: 'holder',
    'zh-CN': '惠民：{reference} 的领取人已变更。如非您本人所为，请立即联系街道办理点。',
    en: 'Huimin: who is paid under {reference} has been changed. If it was not you, tell the counter at once.',
  },
  'award-suspended': {
    reader: 'holder',
    'zh-CN': '惠民：{reference} 的发放暂时停止，待核实情况。请联系街道办理点，核实后会补发。',
    en: 'Huimin: payment under {reference} is paused while something is looked into. Please ask at the counter; what is due is paid afterwards.',
  },
  'award-resumed': {
    reader: 'holder',
    'zh-CN': '惠民：{reference} 已恢复发放，停发期间应得的部分一并补发。',
    en: 'Huimin: payment under {reference} goes on, and what was due meanwhile is paid as well.',
  },
  'award-ending': {
    reader: 'holder',
    'zh-CN': '惠民：{reference} 的发放将终止。理由和申诉办法请到街道办理点询问。',
    en: 'Huimin: payment under {reference} comes to its end. The counter explains why, and how to appeal.',
  },
  'recovery-notified': {
    reader: 'holder',
    'zh-CN': '惠民：有一笔多发的款项需要与您核对。{until} 前您可以提出意见，请联系街道办理点。',
    en: 'Huimin: something was paid too much, and we would like to go through it with you. You can object until {until}; please ask at the counter.',
  },
  'recovery-instalment': {
    reader: 'holder',
    'zh-CN': '惠民：本次发放已按约定扣回一期，明细可到街道办理点查询。',
    en: 'Huimin: an instalment was kept back from this payment as agreed. The counter shows you the account of it.',
  },
  'bank-silent': {
    reader: 'finance',
    'zh-CN': '惠民：银行自 {since} 起对批次 {runId} 没有答复，请查询。',
    en: 'Huimin: the bank has not spoken of run {runId} since {since}. Please ask after it.',
  },
  'awards-await-funds': {
    reader: 'finance',
    'zh-CN': '惠民：预算 {appropriation} 不足，有待遇在等待资金。',
    en: 'Huimin: appropriation {appropriation} falls short, and awards wait for money.',
  },
} as const satisfies Readonly<Record<string, NoticeText>>;

export type NoticeName = keyof typeof texts;

function isNoticeName(text: string): text is NoticeName {
  return Object.hasOwn(texts, text);
}

export const noticeNameSchema = z.enum(Object.keys(texts).filter(isNoticeName));

export function noticeReader(name: NoticeName): NoticeReader {
  return texts[name].reader;
}

/**
 * A notice as it is sent.
 * @throws when a parameter that its text has is missing
 */
export function noticeWords(
  name: NoticeName,
  language: Language,
  parameters: Readonly<Record<string, string>>,
): string {
  return texts[name][language].replace(/\{(\w+)\}/g, (_, parameter: string) => {
    const value = parameters[parameter];
    if (value === undefined) throw new Error(`notice ${name} has no ${parameter}`);
    return value;
  });
}

/**
 * Of an award's notice: who was paid when it was made, by the version of the account they brought; 0 for whoever made
 * the claim. Left out, it is for who is paid when it is sent.
 */
export const payeeVersionSchema = z.exactOptional(z.int().min(0));

/**
 * Of a claim's notice: for the phone or e-mail that was given up at this version of the claim. Left out, it is for the
 * claim's contact when it is sent.
 */
export const givenUpAtVersionSchema = z.exactOptional(z.int().min(1));

/** One message to the queue of notices that are to be sent. */
export const noticeRequestSchema = z.strictObject({
  /** The same for what is handed over twice. */
  noticeId: z.string().min(1),
  at: z.iso.datetime(),
  subjectKind: z.enum(noticeSubjects),
  subjectId: z.string().min(1),
  payeeVersion: payeeVersionSchema,
  givenUpAtVersion: givenUpAtVersionSchema,
  text: noticeNameSchema,
  parameters: z.record(z.string(), z.string()),
});

export type NoticeRequest = z.infer<typeof noticeRequestSchema>;
