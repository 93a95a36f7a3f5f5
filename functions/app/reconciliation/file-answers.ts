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
  state: 'reported' | 'undecided' | 'accepted' | 'rejected';
}

/** What one message of a bank comes to for each file that it speaks of. */
export interface FileAnswers {
  /** The message speaks of the file; what it says of some payment of it is not settled. */
  note(head: RunHead, file: RunFile, state: FileAnswer['state']): void;
  /** Whether the message has said of the whole file that it is accepted. */
  isAccepted(messageId: string | undefined): boolean;
  /**
   * Keeps of each file whether all of it is accepted: because the bank says so or, where its profile has it that
   * absent means accepted, because its report names others. A report with an odd part, or with a payment that is
   * undecided, may be silent for another reason: it says nothing of those it does not name.
   */
  keep(hasProblems: boolean): Promise<void>;
}

export function fileAnswers(table: Table): FileAnswers {
  const answers = new Map<string, FileAnswer>();
  // A whole file's word outranks what is said of its payments, and doubt outranks mere mention.
  const rank = { reported: 0, undecided: 1, accepted: 2, rejected: 3 } as const;

  return {
    note(head, file, state) {
      const known = answers.get(file.messageId);
      if (!known) answers.set(file.messageId, { head, file, state });
      else if (rank[state] > rank[known.state]) known.state = state;
    },
    isAccepted: (messageId) => messageId !== undefined && answers.get(messageId)?.state === 'accepted',
    async keep(hasProblems) {
      for (const { head, file, state } of answers.values()) {
        const byAbsence = state === 'reported' && head.terms.files.absentMeansAccepted && !hasProblems;
        if (state !== 'accepted' && !byAbsence) continue;
        await moveFile(table, head, file.file, {
          from: ['acknowledged'],
          to: 'acknowledged',
          accepted: true,
        });
      }
    },
  };
}
