/** Loads a page anew that says so, while what it waits for is under way. */
export function lookAgain(): void {
  const seconds = Number(document.querySelector<HTMLElement>('[data-look-again]')?.dataset.lookAgain);
  if (seconds > 0) setTimeout(() => location.reload(), seconds * 1000);
}
