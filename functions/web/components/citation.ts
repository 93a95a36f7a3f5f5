/** A rule's source as families read it: without the note of where policy officers found it. */
export function citationOf(source: string): string {
  return source.replace(/\s*\(policy-facts\.md[^)]*\)$/, '');
}
