import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Who pays, as functions/handlers/container/payer.ts reads it. */
interface Payer {
  readonly initiatingParty: string;
  readonly debtor: { readonly name: string; readonly account: string; readonly bankId: string };
  readonly remittance: string;
  readonly returnWindowDays: number;
  readonly answerWithinWorkingDays: number;
}

/** Where each authority's registry API is, as functions/handlers/container/registers.ts reads it. */
type RegisterAddresses = Readonly<
  Record<
    | 'public-security'
    | 'civil-affairs'
    | 'disabled-persons-federation'
    | 'social-insurance'
    | 'health'
    | 'township',
    string
  >
>;

/** One deployment of the whole system. All that differs between stages stands here. */
export interface Stage {
  readonly name: 'dev' | 'pilot' | 'prod';
  /** The district's division code, 6 digits. */
  readonly district: string;
  readonly region: string;
  /** Data outlive their stack and cannot be deleted by mistake. Off where a stage is made to be thrown away. */
  readonly keepsData: boolean;
  /** How long the audit's anchors cannot be altered or deleted, and by whom not: `COMPLIANCE` binds the owner too. */
  readonly anchorLock: { readonly mode: 'GOVERNANCE' | 'COMPLIANCE'; readonly days: number };
  /** Reached only through CloudFront with WAF. Off, the API answers at its own address, without a firewall. */
  readonly behindCloudfront: boolean;
  /** Cognito's Plus plan: compromised passwords and unusual sign-ins are refused. */
  readonly threatProtection: boolean;
  /** How browsers reach the pages, a name that stands for CloudFront; undefined is the API's own address. */
  readonly siteUrl: string | undefined;
  readonly requestsPerSecond: { readonly rate: number; readonly burst: number };
  /** From one address in five minutes; a street office shares one. */
  readonly requestsPerAddress: number;
  /** Keeps concurrency for what must not be starved, and caps what must not spread; needs an account's full quota. */
  readonly reservesConcurrency: boolean;
  /** The address that e-mail to families comes from: SES has to have verified its domain. */
  readonly mailFrom: string;
  readonly logDays: RetentionDays;
  /** The principal under which the bank's agent takes files; none until the bank has one. */
  readonly bankAgentArn?: string;
  /** `parameters`: from Systems Manager, /huimin/<stage>/payer and /huimin/<stage>/registers, written before. */
  readonly settings: { readonly payer: Payer; readonly registers: RegisterAddresses } | 'parameters';
}

/** An address that resolves nowhere (RFC 2606): in dev the registers count as down until somebody puts one up. */
const noRegister = 'https://registers.invalid';

const dev: Stage = {
  name: 'dev',
  district: '320602',
  region: 'ap-east-1',
  keepsData: false,
  anchorLock: { mode: 'GOVERNANCE', days: 1 },
  behindCloudfront: false,
  threatProtection: false,
  siteUrl: undefined,
  requestsPerSecond: { rate: 20, burst: 40 },
  requestsPerAddress: 2_000,
  reservesConcurrency: false,
  mailFrom: 'notices@dev.huimin.example',
  logDays: RetentionDays.ONE_MONTH,
  settings: {
    payer: {
      initiatingParty: '崇川区财政局',
      debtor: { name: '崇川区财政局', account: '9900000000000001', bankId: 'DEMOCNSH' },
      remittance: '财政补助',
      returnWindowDays: 30,
      answerWithinWorkingDays: 3,
    },
    registers: {
      'public-security': noRegister,
      'civil-affairs': noRegister,
      'disabled-persons-federation': noRegister,
      'social-insurance': noRegister,
      health: noRegister,
      township: noRegister,
    },
  },
};

const pilot: Stage = {
  ...dev,
  name: 'pilot',
  keepsData: true,
  anchorLock: { mode: 'GOVERNANCE', days: 365 },
  behindCloudfront: true,
  siteUrl: 'https://pilot.huimin.example',
  requestsPerSecond: { rate: 50, burst: 100 },
  mailFrom: 'notices@pilot.huimin.example',
  logDays: RetentionDays.SIX_MONTHS,
  settings: 'parameters',
};

const prod: Stage = {
  ...pilot,
  name: 'prod',
  // As long as vouchers and ledgers, which the anchors vouch for, are kept: 30 years (会计档案管理办法, 2016).
  anchorLock: { mode: 'COMPLIANCE', days: 30 * 365 },
  threatProtection: true,
  siteUrl: 'https://huimin.example',
  requestsPerSecond: { rate: 200, burst: 400 },
  reservesConcurrency: true,
  mailFrom: 'notices@huimin.example',
  logDays: RetentionDays.ONE_YEAR,
};

export const stages: readonly Stage[] = [dev, pilot, prod];
