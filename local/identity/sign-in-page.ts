import { demoUserNames } from './demo-users.ts';

type Language = 'zh-CN' | 'en';

interface Texts {
  readonly title: string;
  readonly error: string;
  readonly problem: string;
  readonly who: string;
  readonly area: string;
  readonly areaHint: string;
  readonly submit: string;
  readonly ended: string;
  readonly endedHint: string;
  readonly signOut: string;
  readonly signOutQuestion: string;
  readonly signedOut: string;
}

const texts: Readonly<Record<Language, Texts>> = {
  'zh-CN': {
    title: '登录（演示）',
    error: '错误：',
    problem: '请选择一个演示用户；区划代码须为本区（320602）的 9 位街道代码或 12 位村居代码。',
    who: '演示用户',
    area: '区划代码（可不填）',
    areaHint: '不填即为全区；例如 320602001。',
    submit: '登录',
    ended: '无法登录',
    endedHint: '此页已过期或打开方式不对。请返回工作页面重新登录。',
    signOut: '退出',
    signOutQuestion: '要退出登录吗？',
    signedOut: '已退出登录。',
  },
  en: {
    title: 'Sign in (demo)',
    error: 'Error: ',
    problem:
      'Choose a demo user; an area code is the 9 digits of a street or the 12 of a village of district 320602.',
    who: 'Demo user',
    area: 'Area code (optional)',
    areaHint: 'The whole district if left empty; for example 320602001.',
    submit: 'Sign in',
    ended: 'You cannot sign in here',
    endedHint:
      'This page has expired or was opened in the wrong way. Go back to your work and sign in again.',
    signOut: 'Sign out',
    signOutQuestion: 'Do you want to sign out?',
    signedOut: 'You have signed out.',
  },
};

/** Of every page here: nothing is loaded, nothing runs, nothing is kept. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Chinese unless the browser puts English first. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh-CN';
}

/** The choice of demo users: a plain form, which needs no script. */
export function signInPage(language: Language, wrong: boolean): string {
  const text = texts[language];
  const choices = demoUserNames.map(
    (name, index) =>
      `<p><input type="radio" name="user" value="${name}" id="user-${String(index)}" required>` +
      ` <label for="user-${String(index)}">${name}</label></p>`,
  );
  return page(
    language,
    wrong ? `${text.error}${text.title}` : text.title,
    `<h1>${text.title}</h1>
${wrong ? `<p role="alert"><strong>${text.problem}</strong></p>` : ''}
<form method="post">
<fieldset><legend>${text.who}</legend>
${choices.join('\n')}
</fieldset>
<p><label for="area">${text.area}</label><br>
<span id="area-hint">${text.areaHint}</span><br>
<input id="area" name="area" inputmode="numeric" maxlength="12" autocomplete="off" aria-describedby="area-hint"></p>
<p><button>${text.submit}</button></p>
</form>`,
  );
}

export function endedPage(language: Language): string {
  const text = texts[language];
  return page(language, text.ended, `<h1>${text.ended}</h1>\n<p>${text.endedHint}</p>`);
}

/** @param form the provider's own form, which carries its guard against forged requests */
export function signOutPage(language: Language, form: string): string {
  const text = texts[language];
  return page(
    language,
    text.signOut,
    `<h1>${text.signOutQuestion}</h1>
${form}
<p><button form="op.logoutForm" name="logout" value="yes">${text.signOut}</button></p>`,
  );
}

export function signedOutPage(language: Language): string {
  return page(language, texts[language].signedOut, `<h1>${texts[language].signedOut}</h1>`);
}

function page(language: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} – 惠民</title></head>
<body><main>
${body}
</main></body>
</html>
`;
}
