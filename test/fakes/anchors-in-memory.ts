import type { AuditAnchors } from '../../functions/app/audit/ports.ts';

/** Anchors that really cannot be written over. `lines` is what a test may forge all the same. */
export class AnchorsInMemory implements AuditAnchors {
  readonly lines: string[] = [];
  /** Struck once, before the next anchor is written or after it is, before it answers. */
  crash: 'before' | 'after' | undefined;

  async anchor(seal: number, text: string): Promise<string> {
    const crash = this.crash;
    this.crash = undefined;
    if (crash === 'before') throw crashed();
    const anchored = (this.lines[seal - 1] ??= text);
    if (crash === 'after') throw crashed();
    return anchored;
  }

  async read(seal: number): Promise<string | undefined> {
    return this.lines[seal - 1];
  }
}

function crashed(): Error {
  const error = new Error('killed while a seal was anchored');
  error.name = 'Crash';
  return error;
}
