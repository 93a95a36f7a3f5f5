import type { Texts } from '../../contracts/language.ts';
import { useTexts } from '../kernel/page-context.ts';

const text: Texts = { 'zh-CN': '下一页', en: 'Next page' };

/** The link to what comes after, where there is more. @param query of this page, which the next one keeps */
export function NextPage({
  path,
  query,
  cursor,
}: {
  path: string;
  query: Readonly<Record<string, string>>;
  cursor: string | undefined;
}) {
  const t = useTexts();
  if (cursor === undefined) return null;
  return (
    <p class="govuk-body">
      <a
        class="govuk-link"
        href={`${path}?${new URLSearchParams({ ...query, cursor }).toString()}`}
        rel="next"
      >
        {t(text)}
      </a>
    </p>
  );
}

/** Where a page of a list begins, for the API. */
export function cursorIn(query: URLSearchParams): { readonly cursor?: string } {
  const cursor = query.get('cursor');
  return cursor === null ? {} : { cursor };
}
