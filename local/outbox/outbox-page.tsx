import type { NoticeAddress } from '../../functions/app/notices/notice-addresses.ts';
import { isInvalidCursor } from '../../functions/app/store/invalid-cursor.ts';
import type { Page as ListPage } from '../../functions/app/store/ports.ts';
import { type Language, languages, type Texts } from '../../functions/contracts/language.ts';
import { BackLink } from '../../functions/web/components/back-link.tsx';
import { cursorIn, NextPage } from '../../functions/web/components/next-page.tsx';
import { type Page, problemOf, view } from '../../functions/web/kernel/page.ts';
import { usePage, useTexts } from '../../functions/web/kernel/page-context.ts';
import type { AddressedNotice } from './notices.ts';

const texts = {
  title: { 'zh-CN': '本应发出的通知', en: 'Notices that would have been sent' },
  lead: {
    'zh-CN': '本机不发短信和邮件，通知都留在这里，最新的在前。手机号和邮箱只显示一部分。',
    en: 'This machine sends no SMS and no e-mail: notices are kept here, the newest first. Numbers and addresses are shown in part.',
  },
  none: { 'zh-CN': '还没有通知。', en: 'There are none yet.' },
  text: { 'zh-CN': '短信（中文）', en: 'SMS (in Chinese)' },
  mail: { 'zh-CN': '邮件', en: 'E-mail' },
  finance: { 'zh-CN': '财务人员', en: 'The finance office' },
  nobody: {
    'zh-CN': '不发：没有留手机号或邮箱',
    en: 'Not sent: no mobile number or e-mail was given',
  },
} satisfies Record<string, Texts>;

const moments: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  'zh-CN': momentsIn('zh-CN'),
  en: momentsIn('en-GB'),
};

function momentsIn(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  });
}

/** `/outbox` as people read it; programs get JSON from the same address. One machine only: nothing is sent there. */
export function outboxPage(list: (cursor: string | undefined) => Promise<ListPage<AddressedNotice>>): Page {
  return {
    method: 'GET',
    path: '/outbox',
    who: 'anyone',
    async serve({ query, language }) {
      try {
        const { items, cursor } = await list(cursorIn(query).cursor);
        return view(texts.title[language], <Outbox notices={items} cursor={cursor} />);
      } catch (fault) {
        if (isInvalidCursor(fault)) return problemOf('not-found', 404);
        throw fault;
      }
    },
  };
}

function Outbox({ notices, cursor }: { notices: readonly AddressedNotice[]; cursor: string | undefined }) {
  const t = useTexts();
  const { language } = usePage();
  const ownFirst = [language, ...languages.filter((one) => one !== language)];
  return (
    <>
      <BackLink href="/" />
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <p class="govuk-body">{t(texts.lead)}</p>
      {notices.length === 0 && <p class="govuk-body">{t(texts.none)}</p>}
      <ol class="govuk-list govuk-list--spaced">
        {notices.map(({ at, to, words }, n) => (
          <li key={n} class="app-card">
            <p class="govuk-hint">
              <time dateTime={at}>{moments[language].format(new Date(at))}</time>
              <br />
              {to.length === 0 ? t(texts.nobody) : to.map((one) => addressIn(one, t)).join(' · ')}
            </p>
            {ownFirst.map((one) => (
              <p key={one} class="govuk-body" lang={one}>
                {words[one]}
              </p>
            ))}
          </li>
        ))}
      </ol>
      <NextPage path="/outbox" query={{}} cursor={cursor} />
    </>
  );
}

/** By which way, and enough of the address to tell whose it is. */
function addressIn(to: NoticeAddress, t: ReturnType<typeof useTexts>): string {
  switch (to.kind) {
    case 'finance':
      return t(texts.finance);
    case 'text':
      return `${t(texts.text)} ${to.number.slice(0, -8)}****${to.number.slice(-4)}`;
    case 'mail':
      return `${t(texts.mail)} ${to.address.replace(/^(.).*@/, '$1***@')}`;
  }
}
