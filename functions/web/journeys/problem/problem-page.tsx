import type { VNode } from 'preact';
import type { Language, Texts } from '../../../contracts/language.ts';
import type { Problem } from '../../../contracts/problem.ts';

interface Said {
  readonly title: Texts;
  readonly more: Texts;
}

/** Refusals that pages say in words of their own, without the API's terms. */
const said: Readonly<Record<string, Said>> = {
  'not-found': {
    title: { 'zh-CN': '没有找到这个页面', en: 'Page not found' },
    more: {
      'zh-CN': '请核对网址，或者从首页重新开始。',
      en: 'Check the address, or start again from the first page.',
    },
  },
  'clerks-only': {
    title: { 'zh-CN': '这一页供窗口受理员使用', en: 'This page is for clerks' },
    more: {
      'zh-CN': '没有提交任何内容。请用受理员的账号登录。',
      en: 'Nothing was sent. Sign in as a clerk.',
    },
  },
  'form-expired': {
    title: { 'zh-CN': '这一页已经过期', en: 'This page has expired' },
    more: {
      'zh-CN': '没有提交任何内容。请返回上一页，刷新后再试。',
      en: 'Nothing was sent. Go back, reload the page, and try again.',
    },
  },
  'body-too-large': {
    title: { 'zh-CN': '内容太多', en: 'This is too much at once' },
    more: { 'zh-CN': '没有提交任何内容。', en: 'Nothing was sent.' },
  },
  fault: {
    title: { 'zh-CN': '系统出了问题', en: 'Sorry, there is a problem with the service' },
    more: {
      'zh-CN': '已经提交的内容不会丢失。请稍后再试；如需帮助，请告诉工作人员下面的编号。',
      en: 'Nothing that was accepted is lost. Try again later; if you ask for help, give the number below.',
    },
  },
};

const number: Texts = { 'zh-CN': '编号：', en: 'Number: ' };
const home: Texts = { 'zh-CN': '回到首页', en: 'Go to the first page' };

/** A page that says what was refused and what can be done. */
export function problemPage(
  problem: Problem,
  language: Language,
  requestId: string,
): { readonly title: string; readonly status: number; readonly body: VNode } {
  const own = said[problem.code];
  const title = own?.title[language] ?? problem.title;
  const more = own?.more[language] ?? problem.detail;
  return {
    title,
    status: problem.status,
    body: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {more !== undefined && <p class="govuk-body">{more}</p>}
        {problem.status >= 500 && (
          <p class="govuk-body">
            {number[language]}
            <span class="app-code">{requestId}</span>
          </p>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href="/">
            {home[language]}
          </a>
        </p>
      </>
    ),
  };
}
