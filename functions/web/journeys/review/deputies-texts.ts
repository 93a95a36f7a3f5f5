import type { Texts } from '../../../contracts/language.ts';

export const deputiesTexts = {
  title: { 'zh-CN': '代理', en: 'Deputies' },
  lead: {
    'zh-CN':
      '审核人员不在岗期间，可由其他审核人员代理。代理人以自己的名义作出决定，记录写明代谁办理；到期自动结束。',
    en: 'Somebody who reviews can stand in for another who is away. Deputies decide in their own name, and the record says for whom. It ends by itself.',
  },
  caption: { 'zh-CN': '现在和将来的代理', en: 'Now and to come' },
  none: { 'zh-CN': '现在没有代理。', en: 'There are none.' },
  absent: { 'zh-CN': '不在岗的人', en: 'Who is away' },
  deputy: { 'zh-CN': '代理人', en: 'Deputy' },
  deputyHint: {
    'zh-CN': '代理人经办过的申请，和不在岗的人自己不得办理的申请，代理人不能决定。',
    en: 'Deputies do not decide claims that they had another part in, nor those that the other may not decide either.',
  },
  from: { 'zh-CN': '第一天', en: 'First day' },
  until: { 'zh-CN': '最后一天', en: 'Last day' },
  untilHint: { 'zh-CN': '一次最多 {days} 天。', en: 'At most {days} days at a time.' },
  namedBy: { 'zh-CN': '指定人', en: 'Named by' },
  action: { 'zh-CN': '操作', en: 'Action' },
  end: { 'zh-CN': '现在结束', en: 'End now' },
  endOne: { 'zh-CN': '{absent} 由 {deputy} 代理', en: '{deputy} for {absent}' },
  ended: { 'zh-CN': '代理已结束。', en: 'It has ended.' },
  newTitle: { 'zh-CN': '指定代理人', en: 'Name a deputy' },
  choose: { 'zh-CN': '请选择', en: 'Choose' },
  missing: { 'zh-CN': '请选择一人', en: 'Choose somebody' },
  name: { 'zh-CN': '指定', en: 'Name them' },
  named: { 'zh-CN': '已指定代理人。', en: 'The deputy is named.' },
} satisfies Record<string, Texts>;
