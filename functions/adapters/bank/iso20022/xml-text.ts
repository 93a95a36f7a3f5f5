const special = /[&<>"']/g;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as it stands in an element or attribute. What XML cannot carry at all is the schemas' to refuse. */
function escapeXml(text: string): string {
  // Most text has nothing to escape, and a test is cheaper than a replacement.
  return text.search(special) < 0 ? text : text.replace(special, (character) => escapes[character] ?? '');
}

/** `<Name>text</Name>`, or nothing where there is no text. */
export function element(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeXml(text)}</${name}>`;
}

/** Joins pieces into chunks of at least `characters`, so that a file is not written in a million small ones. */
export async function* inChunks(
  pieces: AsyncIterable<string> | Iterable<string>,
  characters = 32_768,
): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < characters) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
