import { moveFile } from '../payments/run-files.ts';
import type { RunHead } from '../payments/run-head.ts';
import type { Table } from '../store/ports.ts';

type RunFile = RunHead['files'][number];

/**
 * Statuses by which a bank says that it will pay, or has paid (external code sets). That it took a file in, or found
 * it well-formed (RCVD, ACTC), or is still thinking (PDNG), says nothing of the kind.
 */
const accepting = new Set(['ACCP', 'ACSP', 'ACWC', 'ACSC', 'ACCC']);

export function isAcceptance(status: string): boolean {
  return accepting.has(status);
}

interface FileAnswer {
  readonly head: RunHead;
  readonly file: RunFile;
  whole?: 'accepted' | 'rejected';
  /** Of some payment it says that it is paid or will be. */
  pays: boolean;
  /** Of some payment it says that nothing is decided. */
  undecided: boolean;
}

/** What a message says of a file: as a whole, or of a payment of it. */
export type FileWord =
  | { readonly whole: 'accepted' | 'rejected' | 'mentioned' }
  | { readonly payment: 'accepted' | 'rejected' | 'undecided' };

/** What one message of a bank comes to for each file that it speaks of. */
export interface FileAnswers {
  note(head: RunHead, file: RunFile, word: FileWord): void;
  /** Whether the message has said of the whole file that it is accepted. */
  isAccepted(messageId: string | undefined): boolean;
  /**
   * Files that are rejected as a whole. A message may say so and name payments of the file all the same: what it
   * names as accepted or undecided might be paid, so such a rejection is nothing to act on.
   */
  rejected(): readonly { readonly head: RunHead; readonly file: RunFile; readonly contradicted: boolean }[];
  /**
   * Keeps of each file whether all of it is accepted: because the bank says so or, where its profile has it that
   * absent means accepted, because its report names others. A report with an odd part, or with a payment that is
   * undecided, may be silent for another reason: it says nothing of those it does not name.
   */
  keep(hasProblems: boolean): Promise<void>;
}

export function fileAnswers(table: Table): FileAnswers {
  const answers = new Map<string, FileAnswer>();

  return {
    note(head, file, word) {
      const answer = answers.get(file.messageId) ?? { head, file, pays: false, undecided: false };
      answers.set(file.messageId, answer);
      if ('payment' in word) {
        answer.pays ||= word.payment === 'accepted';
        answer.undecided ||= word.payment === 'undecided';
      } else if (word.whole !== 'mentioned' && answer.whole !== 'rejected') {
        answer.whole = word.whole;
      }
    },
    isAccepted: (messageId) => messageId !== undefined && answers.get(messageId)?.whole === 'accepted',
    rejected: () =>
      [...answers.values()]
        .filter(({ whole }) => whole === 'rejected')
        .map(({ head, file, pays, undecided }) => ({ head, file, contradicted: pays || undecided })),
    async keep(hasProblems) {
      for (const { head, file, whole, undecided } of answers.values()) {
        const byAbsence =
          whole === undefined && !undecided && head.terms.files.absentMeansAccepted && !hasProblems;
        if (whole !== 'accepted' && !byAbsence) continue;
        await moveFile(table, head, file.file, {
          from: ['acknowledged'],
          to: 'acknowledged',
          accepted: true,
        });
      }
    },
  };
}
