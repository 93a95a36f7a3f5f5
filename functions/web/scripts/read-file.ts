/** Puts a chosen file's text into a field, whether a spreadsheet wrote it in UTF-8 or in GB18030. */
export function readFiles(): void {
  for (const choice of document.querySelectorAll<HTMLElement>('[data-read-file]')) {
    const input = choice.querySelector<HTMLInputElement>('input[type=file]');
    const field = document.getElementById(choice.dataset.readFile ?? '');
    if (!input || !(field instanceof HTMLTextAreaElement)) continue;
    choice.hidden = false;
    input.addEventListener('change', () => {
      void input.files?.[0]?.arrayBuffer().then((bytes) => {
        field.value = textOf(bytes);
      });
    });
  }
}

function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
