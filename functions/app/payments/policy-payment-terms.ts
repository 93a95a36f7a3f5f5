import { csvCarries } from '../../contracts/bank/csv-file.ts';
import { type BankProfile, type FileTerms, fileTermsOf } from '../../contracts/bank/bank-profile.ts';
import type { Party } from '../../contracts/bank/payment-file.ts';
import { payByOf } from '../../domain/policy/claim-period.ts';
import type { PublishedPolicy } from '../../domain/policy/policy-book.ts';
import { calendarDate } from '../../domain/time/calendar-date.ts';
import { parsePeriod } from '../../domain/time/period.ts';
import { type InForceDeps, policyInForce } from '../programmes/policy-in-force.ts';
import type { PaymentTerms } from './ports.ts';

/** Who pays: a district's own settings, the same for every programme so that no statement tells which it was. */
export interface PayerSettings {
  readonly initiatingParty: string;
  /** The account that is paid from until two people have set one (`createDebtorAccounts`). */
  readonly debtor: Party;
  readonly remittance: string;
  readonly returnWindowDays: number;
  readonly answerWithinWorkingDays: number;
}

/**
 * Payment terms from the policy in force on a period's last day, the district's settings, the account that the
 * programme is paid from, and its bank's profile.
 * @param debtorOf the account set for a programme, if one is
 * @throws when there is no profile of the account's bank, or it cannot carry the settings
 */
export function createPolicyPaymentTerms(
  inForce: InForceDeps<PublishedPolicy>,
  settings: PayerSettings,
  banks: ReadonlyMap<string, BankProfile>,
  debtorOf: (programme: string) => Promise<Party | undefined>,
): PaymentTerms {
  const { initiatingParty, remittance } = settings;
  const filesOf = ({ name, bankId }: Party): FileTerms => {
    const bank = banks.get(bankId);
    if (!bank) throw new Error(`there is no profile of the bank ${bankId}`);
    const files = fileTermsOf(bank);
    const { format } = files;
    if (format.format === 'csv') {
      const odd = [initiatingParty, name, remittance].find((text) => !csvCarries(format, text));
      if (odd !== undefined) throw new Error(`the columns of the bank ${bankId} cannot carry: ${odd}`);
    }
    return files;
  };
  filesOf(settings.debtor);
  return {
    async of(programme, periodId) {
      const period = parsePeriod(periodId);
      const latest = inForce.policies.versionsOf(programme)[0]?.policy;
      if (!period || !latest || isHalf(periodId) !== (latest.period.kind === 'half-year')) return undefined;
      // A cohort's claims are made, and paid, some years after the year that names it.
      const later = latest.period.kind === 'cohort-year' ? latest.period.yearsBefore : 0;
      const year = Number(periodId.slice(0, 4)) + later;
      const on = later === 0 ? period.lastDay : calendarDate(`${String(year)}-12-31`);
      const policy = (await policyInForce(inForce, programme, on))?.policy;
      if (!policy) return undefined;
      const debtor = (await debtorOf(programme)) ?? settings.debtor;
      const { component, funding: shares, deadlines, recovery } = policy;
      const payBy = payByOf(policy, period);
      return {
        ...settings,
        debtor,
        year,
        ...(payBy === undefined ? {} : { payBy }),
        component,
        shares,
        objectionDays: deadlines.appealDays,
        ...(recovery ? { recovery } : {}),
        files: filesOf(debtor),
      };
    },
  };
}

function isHalf(periodId: string): boolean {
  return /-H[12]$/.test(periodId);
}
