const width = 30;

/** A progress bar on a terminal; elsewhere a line at each tenth, so that a log stays readable. */
export function progressBar(stream: NodeJS.WriteStream): {
  show(done: number, of: number, day: string): void;
  end(): void;
} {
  let tenth = -1;
  return {
    show(done, of, day) {
      const share = of === 0 ? 1 : done / of;
      const text = `${day}  ${String(done)} of ${String(of)} claims`;
      if (stream.isTTY) {
        const full = Math.round(share * width);
        stream.write(`\r${'█'.repeat(full)}${'░'.repeat(width - full)}  ${text}  `);
        return;
      }
      if (Math.floor(share * 10) === tenth) return;
      tenth = Math.floor(share * 10);
      stream.write(`${text}\n`);
    },
    end() {
      if (stream.isTTY) stream.write('\n');
    },
  };
}
