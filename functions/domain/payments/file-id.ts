const runPrefix = 'run-';
const shape = /^([0-9A-Z]{26})-(\d{1,3})-(\d{1,4})$/;

/** Which file of which attempt at a run a bank's message speaks of. */
export interface FileOfRun {
  readonly runId: string;
  /** Counts how often the run was built, from 1. */
  readonly attempt: number;
  /** The file's place in the run, from 1. */
  readonly file: number;
}

/**
 * The message id of a run's file, at most 35 characters: derived, so that every try to send it carries the same one
 * (invariants.md 7), and read back, so that an answer finds its run without an index.
 * @throws RangeError when the run was built a thousand times, or has ten thousand files
 */
export function messageIdOf({ runId, attempt, file }: FileOfRun): string {
  const messageId = `${runId.slice(runPrefix.length).toUpperCase()}-${String(attempt)}-${String(file)}`;
  if (!shape.test(messageId)) throw new RangeError(`no message id for ${runId}`);
  return messageId;
}

/** @returns undefined when the message is none of ours */
export function parseMessageId(text: string): FileOfRun | undefined {
  const match = shape.exec(text.trim().toUpperCase());
  if (!match) return undefined;
  const [, run = '', attempt, file] = match;
  return { runId: `${runPrefix}${run.toLowerCase()}`, attempt: Number(attempt), file: Number(file) };
}
