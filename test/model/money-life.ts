import { createHash } from 'node:crypto';
import { bankFormats } from '../../functions/adapters/bank/bank-formats.ts';
import { createBankMessageReader } from '../../functions/adapters/bank/bank-message-reader.ts';
import { readBankMessage } from '../../functions/adapters/bank/iso20022/read-bank-message.ts';
import type { ChaosOptions } from '../../functions/adapters/sqlite/chaos.ts';
import { createWhomToTell } from '../../functions/app/awards/whom-to-tell.ts';
import { awardPart, readAwardHead } from '../../functions/app/awards/award-head.ts';
import { openDecision } from '../../functions/app/claims/claim-parts.ts';
import { recordHash } from '../../functions/app/claims/decide-claim.ts';
import { policyOf } from '../../functions/app/claims/policy-of.ts';
import { createCancelPayment } from '../../functions/app/payments/cancel-payment.ts';
import { createPolicyPaymentTerms } from '../../functions/app/payments/policy-payment-terms.ts';
import { createPrepareRun } from '../../functions/app/payments/prepare-run.ts';
import { createEnquireRun } from '../../functions/app/payments/enquire-run.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { createReleaseRun } from '../../functions/app/payments/release-run.ts';
import { createCancelRun, createSendBackRun } from '../../functions/app/payments/stop-run.ts';
import { createAssessOverpayment } from '../../functions/app/receivables/assess-overpayment.ts';
import {
  createDecideRecoveryAppeal,
  createHandleReceivable,
} from '../../functions/app/receivables/handle-receivable.ts';
import { parsePayable } from '../../functions/app/payments/payables.ts';
import { parseException } from '../../functions/app/reconciliation/exceptions.ts';
import { createHandleException } from '../../functions/app/reconciliation/handle-exception.ts';
import { createImportBankMessage } from '../../functions/app/reconciliation/import-bank-message.ts';
import type { Item } from '../../functions/app/store/ports.ts';
import { textAttribute } from '../../functions/app/store/text-attribute.ts';
import { asJson } from '../../functions/app/subjects/as-json.ts';
import { openPart } from '../../functions/app/subjects/sealed-parts.ts';
import { bankProfileSchema } from '../../functions/contracts/bank/bank-profile.ts';
import { sealedDecisionSchema } from '../../functions/contracts/store/sealed-records.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import { type Fen, subtractFen, zeroFen } from '../../functions/domain/money/fen.ts';
import { recompute } from '../../functions/domain/policy/decide.ts';
import { plusDays } from '../../functions/domain/time/calendar-date.ts';
import { defineWorkflows } from '../../local/home/define-workflows.ts';
import { demoPayer } from '../../local/home/demo-payer.ts';
import { midYearResidents } from '../builders/mid-year-residents.ts';
import { claimsAtWork, surely } from '../builders/claims-at-work.ts';
import { BankFilesInMemory } from '../fakes/bank-files-in-memory.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';
import { seededSecrets } from '../fakes/seeded-secrets.ts';
import { violations } from '../invariants/invariants.ts';
import type { Acknowledged, Observation, RecordedDecision } from '../invariants/observed.ts';
import { storeReader } from '../invariants/store-reader.ts';
import { type KeptMessage, recordsOf, watchedBank } from './watched-bank.ts';

export interface MoneyLifeOptions {
  /** Everything random hangs on it: ids, keys, tokens, and what goes wrong in the store. */
  readonly seed: number;
  readonly chaos?: Omit<ChaosOptions, 'seed'>;
}

export type MoneyLife = Awaited<ReturnType<typeof moneyLife>>;

const couples = 4;
/** A bank that takes so little at once that even these few payments go in several files. */
const bankProfile = bankProfileSchema.parse({
  bank: demoPayer.debtor.bankId,
  files: { formats: [{ format: 'pain.001' }], mostPayments: 3 },
});

/**
 * The whole life of the money on one store in memory: claims, their review and award by the real rules, budget, runs on
 * the real machine, and a bank with its own books; with everything that can go wrong at hand. The same seed and the
 * same events leave the same store, to the byte.
 */
export async function moneyLife({ seed, chaos }: MoneyLifeOptions) {
  const secrets = seededSecrets(seed);
  const crashing = new CrashingTable();
  const claims = await claimsAtWork({
    couples,
    secrets,
    wrap: (table) => crashing.wrap(table),
    ...(chaos ? { chaos: { seed, ...chaos } } : {}),
  });
  const { clock, table, engine, stored, policies, envelopes } = claims;
  const bank = await watchedBank(clock);
  const bankFiles = new BankFilesInMemory();
  const readItems = storeReader(claims.database);
  const banks = new Map([[bankProfile.bank, bankProfile]]);
  const ports = {
    ...claims,
    awards: claims.awardsForRoll,
    whomToTell: createWhomToTell(claims.table),
    areas: [],
    contactOf: () => {
      throw new Error('nobody is asked here');
    },
    residents: midYearResidents,
    terms: createPolicyPaymentTerms(claims, demoPayer, banks, () => Promise.resolve(undefined)),
    banks,
    bankFormats,
    readBankMessage: createBankMessageReader(banks, bankProfile.bank),
    bankFiles,
    bankChannel: bank.channel,
    chunkSize: 2,
  };
  await defineWorkflows(
    engine,
    ports,
    (_, step) => (payload, key) => surely(() => Promise.resolve(step(payload, key))),
  );

  const acknowledged: Acknowledged[] = [];
  const found: string[] = [];
  const opened = new Map<string, RecordedDecision>();
  let before: readonly Item[] | undefined;

  /** The records that awards and payments rest on. Each is opened and decided anew once. */
  async function decisions(items: readonly Item[]) {
    const entitlements = new Map<string, Fen>();
    const wanted = new Map<string, RecordedDecision>();
    const take = async (awardId: string, hash: string): Promise<RecordedDecision | undefined> => {
      const name = `${awardId} ${hash}`;
      const known = opened.get(name) ?? (await openRecorded(awardId, hash, name));
      if (known) {
        opened.set(name, known);
        wanted.set(name, known);
      }
      return known;
    };
    for (const item of items) {
      if (item.pk.startsWith('AWARD#') && item.sk === 'HEAD')
        await take(textAttribute(item, 'awardId'), textAttribute(item, 'recordHash'));
      if (!item.pk.startsWith('PAYABLE#')) continue;
      const decision = await take(textAttribute(item, 'awardId'), textAttribute(item, 'decisionHash'));
      const component = decision?.record.components.find((one) => one.component === item.component);
      if (component) entitlements.set(item.sk, component.amountFen);
    }
    for (const [paymentId, amountFen] of decidedCorrections(items)) entitlements.set(paymentId, amountFen);
    return { entitlements, decisions: [...wanted.values()] };
  }

  async function openRecorded(
    awardId: string,
    hash: string,
    name: string,
  ): Promise<RecordedDecision | undefined> {
    const head = await readAwardHead(stored, awardId);
    if (!head) return undefined;
    const part = await openPart(stored, envelopes, awardPart(awardId, `decision-${hash}`));
    const record =
      part === undefined
        ? await openDecision(stored, envelopes, head.claimId)
        : sealedDecisionSchema.parse(part);
    if (!record) return undefined;
    const policy = policyOf(policies, head);
    return { name, hash, record, recomputedHash: recordHash(asJson(recompute(record, policy))) };
  }

  async function observation(): Promise<Observation> {
    const items = readItems();
    return {
      items,
      ...(before ? { before } : {}),
      bank: await bank.truth(),
      files: bankFiles.files,
      acknowledged,
      ...(await decisions(items)),
    };
  }

  // Where a process dies nothing is half done either: what is on disk then is looked at as well.
  crashing.onCrash = () => {
    const items = readItems();
    found.push(...violations({ items, ...(before ? { before } : {}) }).map((what) => `at a crash: ${what}`));
  };

  /** Lets all that follows from an event happen, timers included. */
  async function settle(): Promise<void> {
    await claims.settle();
    await engine.clockMoved();
    await claims.settle();
  }

  const importMessage = createImportBankMessage(ports);

  return {
    ...ports,
    secrets,
    bank,
    crashing,
    prepareRun: createPrepareRun(ports),
    releaseRun: createReleaseRun(ports),
    sendBackRun: createSendBackRun(ports),
    cancelRun: createCancelRun(ports),
    enquireRun: createEnquireRun(ports),
    reissuePayment: createReissuePayment(ports),
    handleException: createHandleException(ports),
    assessOverpayment: createAssessOverpayment(ports),
    handleReceivable: createHandleReceivable(ports),
    decideRecoveryAppeal: createDecideRecoveryAppeal(ports),
    cancelPayment: createCancelPayment(ports),
    table,

    items: readItems,
    observation,
    settle,

    acknowledge(what: string, pk: string, version: number): void {
      acknowledged.push({ what, pk, version });
    },

    /** Something that no look at the store could tell. */
    report(what: string): void {
      found.push(what);
    },

    /** Imports a message, or what arrived of it. */
    async importBytes(message: KeptMessage, actor: Actor, bytes: Uint8Array = message.bytes) {
      const result = await surely(() =>
        importMessage({
          actor,
          contentHash: createHash('sha256').update(bytes).digest('hex'),
          open: () => readBankMessage([bytes]),
        }),
      );
      if (result.ok) {
        if (message.imports === 0) bank.imported(await recordsOf(bytes));
        message.imports += 1;
      }
      return result;
    },

    /** Days pass: the bank's books close, timers fire, the schedules run. */
    async passDays(days: number): Promise<void> {
      const from = clock.today();
      const to = plusDays(from, days);
      clock.move(to);
      await bank.simulator.clockMoved(from, to);
      await claims.day(to);
      await settle();
    },

    /** @returns what does not hold, now and wherever something died since the last look */
    async check(): Promise<readonly string[]> {
      const now = await observation();
      const wrong = [...found.splice(0), ...violations(now)];
      before = now.items;
      return wrong;
    },

    /** The store in one hash: the same for the same history, and for nothing else. */
    dumpHash(): string {
      const hash = createHash('sha256');
      for (const item of readItems()) hash.update(JSON.stringify(item, bytesAsHex));
      return hash.digest('hex');
    },

    /** Executions that ended otherwise than they should, which is a subject forgotten. */
    failedExecutions(): readonly string[] {
      return claims.database
        .read((db) =>
          db
            .prepare(
              "SELECT name, error, cause FROM wf_executions WHERE status NOT IN ('RUNNING', 'SUCCEEDED')",
            )
            .all(),
        )
        .map(({ name, error, cause }) => `${String(name)}: ${String(error)} ${String(cause)}`);
    },

    async close(): Promise<void> {
      await claims.close();
      await bank.close();
    },
  };
}

function bytesAsHex(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

/** What two people have decided is still owed of payments, by the id of the correction that pays it. */
function decidedCorrections(items: readonly Item[]): readonly [string, Fen][] {
  const decided = Map.groupBy(
    items.flatMap((item): { paymentId: string; amountFen: Fen }[] => {
      if (!item.pk.startsWith('EXCEPTION#') || item.sk !== 'HEAD') return [];
      const { state, settlement, paymentId, amountFen = zeroFen, instructedFen } = parseException(item);
      if (state !== 'resolved') return [];
      if (settlement?.kind === 'return') return [{ paymentId: settlement.paymentId, amountFen }];
      if (settlement?.kind !== 'accepted' || paymentId === undefined || instructedFen === undefined)
        return [];
      return [{ paymentId, amountFen: subtractFen(instructedFen, amountFen) }];
    }),
    ({ paymentId }) => paymentId,
  );
  return items.flatMap((item): [string, Fen][] => {
    if (!item.pk.startsWith('PAYABLE#')) return [];
    const { corrects, amountFen } = parsePayable(item);
    const left = corrects === undefined ? [] : (decided.get(corrects) ?? []);
    const at = left.findIndex((one) => one.amountFen === amountFen);
    // Each decision is for one correction.
    return at < 0 ? [] : left.splice(at, 1).map((one) => [item.sk, one.amountFen]);
  });
}
