import type { Texts } from '../../../contracts/language.ts';

export const texts = {
  title: { 'zh-CN': '惠民待遇', en: 'Benefits for families' },
  lead: {
    'zh-CN': '在这里了解您的家庭可以领取哪些奖励和扶助，提出申请，查看进度。办理不收任何费用。',
    en: 'See which rewards and support your family can have, claim them, and follow your claim. It costs nothing.',
  },
  entitled: { 'zh-CN': '看看可以申请什么', en: 'See what you could claim' },
  follow: { 'zh-CN': '查看已经提出的申请', en: 'Follow a claim you have made' },
  resume: { 'zh-CN': '继续以前没填完的申请', en: 'Go on with a claim you have begun' },
  posting: { 'zh-CN': '查看公示名单', en: 'See what is posted publicly' },
  programmes: { 'zh-CN': '可以申请的项目', en: 'What you can claim' },
  claim: { 'zh-CN': '了解并申请', en: 'Read more and claim' },
  staffHeading: { 'zh-CN': '工作人员', en: 'For staff' },
  staff: { 'zh-CN': '登录工作台', en: 'Sign in to your work' },
} satisfies Record<string, Texts>;
