import type { ComponentChildren } from 'preact';
import type { Texts } from '../../contracts/language.ts';
import { usePage, useTexts } from '../kernel/page-context.ts';
import { StaffNavigation } from './staff-navigation.tsx';

const texts = {
  service: { 'zh-CN': '惠民', en: 'Huimin' },
  office: { 'zh-CN': '崇川区惠民待遇服务', en: 'Chongchuan District benefits' },
  skip: { 'zh-CN': '跳到正文', en: 'Skip to main content' },
  otherLanguage: { 'zh-CN': 'English', en: '中文' },
  help: {
    'zh-CN': '需要帮助？请到街道或社区的服务窗口，工作人员可以代您填写。',
    en: 'Need help? Staff at the counter of your street or community can fill this in with you.',
  },
} satisfies Record<string, Texts>;

/** The whole document around a page's content. */
export function Document({ title, children }: { title: string; children: ComponentChildren }) {
  const { language, target, staff, assets } = usePage();
  const t = useTexts();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <html lang={language} class={`govuk-template${staff ? ' app-staff' : ''}`}>
      <head>
        <meta charSet="utf-8" />
        <title>{`${title} – ${t(texts.service)}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#0b4a5c" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={assets.css} />
      </head>
      <body class="govuk-template__body">
        <a href="#main" class="govuk-skip-link">
          {t(texts.skip)}
        </a>
        <header class="app-header">
          <div class="govuk-width-container app-header__container">
            <a href={staff ? '/staff' : '/'} class="app-header__service">
              {`${t(texts.service)} · ${t(texts.office)}`}
            </a>
            <a href={inLanguage(target, other)} lang={other} hreflang={other} rel="alternate">
              {t(texts.otherLanguage)}
            </a>
          </div>
        </header>
        {staff && <StaffNavigation />}
        <div class="govuk-width-container">
          <main class="govuk-main-wrapper" id="main" tabIndex={-1}>
            {children}
          </main>
        </div>
        {!staff && (
          <footer class="govuk-footer">
            <div class="govuk-width-container">
              <p class="govuk-body">{t(texts.help)}</p>
            </div>
          </footer>
        )}
        <script type="module" src={assets.js} />
      </body>
    </html>
  );
}

/** The same address in another language. */
function inLanguage(target: string, language: string): string {
  const url = new URL(target, 'http://page.invalid');
  url.searchParams.set('lang', language);
  return `${url.pathname}${url.search}`;
}
