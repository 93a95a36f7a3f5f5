import { useTexts } from '../kernel/page-context.ts';

const text = { 'zh-CN': '返回', en: 'Back' };

export function BackLink({ href }: { href: string }) {
  const t = useTexts();
  return (
    <a href={href} class="govuk-back-link">
      {t(text)}
    </a>
  );
}
