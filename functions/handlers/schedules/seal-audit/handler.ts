import { type SealAuditDeps, type Sealed, createSealAudit } from '../../../app/audit/seal-audit.ts';
import { faultAttributes, type Log } from '../../edge/log.ts';

export interface SealAuditHandlerDeps extends SealAuditDeps {
  readonly log: Log;
  /** Measures how long the oldest entry waited to be sealed, in seconds. */
  readonly observeOldest: (ageSeconds: number) => void;
}

/** Every quarter of an hour: what was audited since is sealed and anchored. A repeat, or two at once, change nothing. */
export function createSealAuditHandler({ log, observeOldest, ...deps }: SealAuditHandlerDeps) {
  const sealAudit = createSealAudit(deps);
  const handler = async (): Promise<Sealed> => {
    try {
      const sealed = await sealAudit();
      observeOldest(sealed.oldestAgeSeconds);
      if (sealed.seals > 0) log.info('audit sealed', { ...sealed });
      return sealed;
    } catch (error) {
      log.error('the audit could not be sealed', faultAttributes(error));
      throw error;
    }
  };
  return { handler };
}
