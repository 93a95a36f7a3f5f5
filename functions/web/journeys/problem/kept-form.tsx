import type { Language, Texts } from '../../../contracts/language.ts';
import { CarriedFields } from '../../components/carried-fields.tsx';
import { Form } from '../../components/form.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import type { PageAnswer } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';

const texts = {
  kept: {
    'zh-CN': '您离开的时间有点长，这次没有提交。我们保留了您填的内容，请核对后再点一次下面的按钮。',
    en: 'You were away for some time, and nothing was sent. What you filled in is still here: look at it, and press the button again.',
  },
  signInTitle: { 'zh-CN': '请重新登录', en: 'Sign in again' },
  signInFirst: {
    'zh-CN': '登录已过期，这次没有提交。您填的内容还在这一页上：请先在新窗口登录，再回到这里点“继续”。',
    en: 'Your sign-in has run out, and nothing was sent. What you filled in is still on this page: sign in in another window first, then come back here and continue.',
  },
  signIn: { 'zh-CN': '登录（在新窗口打开）', en: 'Sign in (opens another window)' },
  goOn: { 'zh-CN': '继续', en: 'Continue' },
} satisfies Record<string, Texts>;

/** A refusal: nothing was done. */
const status = 403;

/** A form's page as it is shown again after the visit has run out. Its own answer otherwise, such as where to begin anew. */
export function keptForm(again: PageAnswer): PageAnswer {
  if (again.kind !== 'view') return again;
  const { title, body } = again;
  return {
    kind: 'view',
    status,
    title,
    body: (
      <>
        <Kept />
        {body}
      </>
    ),
  };
}

function Kept() {
  const t = useTexts();
  return <Notice kind="important">{t(texts.kept)}</Notice>;
}

/** For staff: the form waits here, in their browser alone, while they sign in beside it. */
export function signInBeside(form: URLSearchParams, language: Language): PageAnswer {
  return { kind: 'view', status, title: texts.signInTitle[language], body: <SignInBeside form={form} /> };
}

function SignInBeside({ form }: { form: URLSearchParams }) {
  const t = useTexts();
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.signInTitle)}</h1>
      <p class="govuk-body">{t(texts.signInFirst)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/staff/sign-in?returnTo=%2Fstaff" target="_blank" rel="noopener">
          {t(texts.signIn)}
        </a>
      </p>
      <Form>
        <CarriedFields form={form} />
        <Submit text={t(texts.goOn)} />
      </Form>
    </>
  );
}
