import type { ComponentChildren } from 'preact';

export type TagColour = 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'red' | 'orange' | 'yellow';

export function Tag({ colour, children }: { colour?: TagColour; children: ComponentChildren }) {
  return (
    <strong class={`govuk-tag${colour === undefined ? '' : ` govuk-tag--${colour}`}`}>{children}</strong>
  );
}
