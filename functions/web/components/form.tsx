import { randomUUID } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { formKeyField } from '../kernel/form.ts';
import { usePage } from '../kernel/page-context.ts';

/** The hidden field that proves a form came from our own page. */
export const csrfField = '_csrf';

/** Every posted form of ours: it carries the proof that it is ours, and leaves checking to the server. */
export function Form({
  action,
  children,
}: {
  /** Its own address when absent. */
  action?: string;
  children: ComponentChildren;
}) {
  const { csrfToken } = usePage();
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name={csrfField} value={csrfToken} />
      <input type="hidden" name={formKeyField} value={randomUUID()} />
      {children}
    </form>
  );
}
