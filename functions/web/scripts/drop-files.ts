/** Lets a file be dropped anywhere on its form, not on the small field alone. */
export function dropFiles(): void {
  for (const zone of document.querySelectorAll<HTMLElement>('[data-drop]')) {
    const input = zone.querySelector<HTMLInputElement>('input[type=file]');
    if (!input) continue;
    const over = (isOver: boolean) => (event: DragEvent) => {
      event.preventDefault();
      zone.classList.toggle('app-drop--over', isOver);
    };
    zone.addEventListener('dragover', over(true));
    zone.addEventListener('dragleave', over(false));
    zone.addEventListener('drop', (event) => {
      over(false)(event);
      if (!event.dataTransfer || event.dataTransfer.files.length === 0) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event('change'));
    });
  }
}
