import { type SealAuditDeps, createSealAudit } from '../../functions/app/audit/seal-audit.ts';

export interface AuditSealer {
  /** Seals what there is now. A failure is reported; the next time ends what was begun. */
  seal(): Promise<void>;
  /** Lets what is being sealed end. */
  stop(): Promise<void>;
}

/** There it is a quarter of an hour; here an anchor is a line in a file. */
const everyMilliseconds = 60_000;

/** The sealer's schedule in the one-machine home: at the start, every minute, and whenever it is told to. */
export function startAuditSealer(
  deps: SealAuditDeps & { readonly reportFault: (fault: unknown) => void },
): AuditSealer {
  const sealAudit = createSealAudit(deps);
  let sealing: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const seal = async (): Promise<void> => {
    sealing = sealing.then(() => (stopped ? undefined : sealAudit())).catch(deps.reportFault);
    await sealing;
  };
  void seal();
  const timer = setInterval(() => void seal(), everyMilliseconds);
  timer.unref();
  return {
    seal,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await sealing;
    },
  };
}
