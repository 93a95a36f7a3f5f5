/** Says at once that a chosen file is too large or of a kind that is not taken, and keeps it from being sent. */
export function checkFiles(): void {
  for (const field of document.querySelectorAll<HTMLElement>('[data-file-field]')) {
    const input = field.querySelector<HTMLInputElement>('input[type=file]');
    const refused = field.querySelector<HTMLElement>('[data-file-refused]');
    if (!input || !refused) continue;
    const check = (): boolean => {
      const message = refusalOf(field.dataset, input);
      refused.textContent = message;
      field.classList.toggle('govuk-form-group--error', message !== '');
      return message === '';
    };
    input.addEventListener('change', check);
    input.form?.addEventListener('submit', (event) => {
      if (check()) return;
      event.preventDefault();
      input.focus();
    });
  }
}

/** In the page's words; empty when the file may be sent. */
function refusalOf(
  { maxBytes, tooLarge = '', wrongType = '' }: DOMStringMap,
  input: HTMLInputElement,
): string {
  const file = input.files?.[0];
  if (!file || !input.accept.split(',').includes(file.type)) return wrongType;
  return file.size > Number(maxBytes) ? tooLarge : '';
}
