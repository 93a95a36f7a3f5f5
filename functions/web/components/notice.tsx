import type { ComponentChildren } from 'preact';
import { useTexts } from '../kernel/page-context.ts';

const headings = {
  done: { 'zh-CN': '完成', en: 'Done' },
  important: { 'zh-CN': '请注意', en: 'Important' },
};

/** A banner at the top: what was just done, or what has to be known before reading on. */
export function Notice({ kind, children }: { kind: keyof typeof headings; children: ComponentChildren }) {
  const t = useTexts();
  return (
    <div
      class={`govuk-notification-banner${kind === 'done' ? ' govuk-notification-banner--success' : ''}`}
      role={kind === 'done' ? 'alert' : 'region'}
      aria-labelledby="notice-title"
      data-module="govuk-notification-banner"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="notice-title">
          {t(headings[kind])}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">{children}</p>
      </div>
    </div>
  );
}
