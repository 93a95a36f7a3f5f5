import { systemClock } from '../../functions/adapters/clock/system-clock.ts';
import { join } from 'node:path';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { openKeyed } from '../../functions/adapters/envelope/keyed.ts';
import { randomIds } from '../../functions/adapters/ids/random-ids.ts';
import { openLocalKey } from '../../functions/adapters/localkey/local-key.ts';
import { createBankMessageReader } from '../../functions/adapters/bank/bank-message-reader.ts';
import { bankFormats } from '../../functions/adapters/bank/bank-formats.ts';
import { loadBankProfiles } from '../../functions/adapters/banks/load-bank-profiles.ts';
import { loadPolicies } from '../../functions/adapters/policies/load-policies.ts';
import { createSpdciRegisters } from '../../functions/adapters/registers/spdci-registers.ts';
import { loadAreas } from '../../functions/adapters/areas/load-areas.ts';
import { loadContacts } from '../../functions/adapters/areas/load-contacts.ts';
import { loadResidents } from '../../functions/adapters/areas/load-residents.ts';
import { loadWorkingCalendar } from '../../functions/adapters/calendar/load-working-calendar.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable, type SqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAllocateFunds } from '../../functions/app/awards/allocate-funds.ts';
import { createAwardsForRoll } from '../../functions/app/awards/awards-for-roll.ts';
import { createWhomToTell } from '../../functions/app/awards/whom-to-tell.ts';
import { readDebtor } from '../../functions/app/payments/debtor-accounts.ts';
import { createPolicyPaymentTerms } from '../../functions/app/payments/policy-payment-terms.ts';
import type { BankChannel, BankFiles } from '../../functions/app/payments/ports.ts';
import { createImportRequestedMessage } from '../../functions/app/reconciliation/import-requested-message.ts';
import type { UploadedBankMessages } from '../../functions/app/reconciliation/ports.ts';
import { createAskRegistersAgain } from '../../functions/app/schedule/ask-registers-again.ts';
import { createSweepDrafts } from '../../functions/app/drafts/drafts.ts';
import { createSweepSheets } from '../../functions/app/sheets/sheets.ts';
import { createSweepVisits } from '../../functions/app/visits/visits.ts';
import { createSweepFinance } from '../../functions/app/schedule/sweep-finance.ts';
import { createSweepDue } from '../../functions/app/schedule/sweep-due.ts';
import { type Log, faultAttributes } from '../../functions/handlers/edge/log.ts';
import { type BankSimulator, createBankSimulator } from '../bank/bank-simulator.ts';
import type { BusinessClock } from '../clock/business-clock.ts';
import { Engine } from '../engine/engine.ts';
import { createWorkflows } from '../engine/workflows-port.ts';
import { demoDistrict } from '../identity/demo-users.ts';
import { createAllocatorQueue } from '../outbox/allocator-queue.ts';
import { type LocalRelay, startLocalRelay } from '../outbox/local-relay.ts';
import { keepNotice } from '../outbox/notices.ts';
import { type SimulatedRegisters, loadSimulatedRegisters } from '../registers/simulated-registers.ts';
import { type Quarantine, openQuarantine } from '../uploads/quarantine.ts';
import { localBankChannel } from './local-bank-channel.ts';
import { localBankFiles } from './local-bank-files.ts';
import { importDeliveries } from './import-deliveries.ts';
import { demoPayer } from './demo-payer.ts';
import { openAnchorFile } from './anchor-file.ts';
import { startAuditSealer } from './audit-sealer.ts';
import type { Ports } from './ports.ts';
import { projectRoot } from './project-root.ts';
import { openSealedFiles } from './sealed-files.ts';
import { type AroundStep, defineWorkflows } from './define-workflows.ts';

/** The one-machine home without its HTTP server: store, workflows, registers and bank, ready to be used. */
export interface Home extends Ports {
  readonly database: SqliteDatabase;
  readonly engine: Engine;
  readonly relay: LocalRelay;
  readonly bank: BankSimulator;
  readonly simulatedRegisters: SimulatedRegisters;
  /** Banks' messages that were sent by form. */
  readonly bankMessageQuarantine: Quarantine;
  readonly uploadedBankMessages: UploadedBankMessages;
  /** Resolves when no workflow is at work and no outbox row is on its way. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface HomeOptions {
  readonly dataFolder: string;
  readonly registersFolder: string;
  readonly clock: BusinessClock;
  readonly log: Log;
  /** A malformed row of a register's file: reported, and the rest goes on. */
  readonly reportRow: (problem: {
    readonly file: string;
    readonly line: number;
    readonly reason: string;
  }) => void;
  /** The store or the engine cannot go on; nothing acknowledged is lost. */
  readonly onFatal: (fault: Error) => void;
  readonly interposed?: Interposed;
}

/** What may stand between the parts: tests stop the process there. Each gives back what stands before what it is given. */
export interface Interposed {
  readonly table: (table: SqliteTable) => SqliteTable;
  readonly bankChannel: (channel: BankChannel) => BankChannel;
  readonly bankFiles: (files: BankFiles) => BankFiles;
  readonly step: AroundStep;
}

const nothingBetween: Interposed = {
  table: (table) => table,
  bankChannel: (channel) => channel,
  bankFiles: (files) => files,
  step: (_, step) => step,
};

/** Registers answer within this, or count as slow; no decision rests on a state older than a month. */
const registerTimeoutMilliseconds = 2_000;
const registerMaximumAgeDays = 31;

/** The simulator answers a file by itself after this long; its statements come at the end of its day. */
const bankDeliveryMilliseconds = 1_000;

export async function openHome(options: HomeOptions): Promise<Home> {
  const {
    dataFolder,
    registersFolder,
    clock,
    log,
    reportRow,
    onFatal,
    interposed = nothingBetween,
  } = options;
  const reportFault = (fault: unknown): void =>
    log.error('background work failed, and is tried again', faultAttributes(fault));

  const database = SqliteDatabase.open(join(dataFolder, 'huimin.sqlite'));
  const bankDatabase = SqliteDatabase.open(join(dataFolder, 'bank-simulator.sqlite'));
  const table = interposed.table(createSqliteTable(database));
  const [wrapper, policies, banks, simulatedRegisters, calendar, areas, contactOf, residents] =
    await Promise.all([
      openLocalKey(dataFolder),
      loadPolicies(join(projectRoot, 'policies')),
      loadBankProfiles(join(projectRoot, 'banks')),
      loadSimulatedRegisters(registersFolder, clock, reportRow),
      loadWorkingCalendar(join(projectRoot, 'data/working-calendar.json')),
      loadAreas(join(projectRoot, 'data/areas.json')),
      loadContacts(join(projectRoot, 'data/contacts.json')),
      loadResidents(join(projectRoot, 'data/residents.json')),
    ]);
  if (!policies.ok) throw new Error(`policies cannot be read: ${JSON.stringify(policies.error)}`);
  if (!banks.ok) throw new Error(`banks' profiles cannot be read: ${JSON.stringify(banks.error)}`);
  const district = demoDistrict;
  const ids = randomIds();
  const envelopes = createEnvelopes({ table, clock, wrapper, district });
  const keyed = await openKeyed({ table, wrapper, district });
  const registers = createSpdciRegisters({
    transport: simulatedRegisters.transport,
    clock,
    newId: () => ids.newId('message'),
    senderId: district,
    timeoutMilliseconds: registerTimeoutMilliseconds,
    maximumAgeDays: registerMaximumAgeDays,
  });
  const bank = await createBankSimulator({
    database: bankDatabase,
    clock,
    profiles: banks.value,
    reportFault,
    deliverEveryMilliseconds: bankDeliveryMilliseconds,
  });
  const anchors = await openAnchorFile(join(dataFolder, 'audit-anchors.ndjson'));
  const readBankMessage = createBankMessageReader(banks.value, demoPayer.debtor.bankId);
  const importDelivery = importDeliveries(
    { table, clock, readBankMessage },
    openSealedFiles(join(dataFolder, 'bank-messages'), envelopes),
  );
  const ports: Ports = {
    table,
    clock,
    ids,
    envelopes,
    keyed,
    policies: policies.value,
    registers,
    calendar,
    areas,
    contactOf,
    residents,
    district,
    awards: createAwardsForRoll({ table, clock, envelopes, policies: policies.value, registers }),
    whomToTell: createWhomToTell(table),
    terms: createPolicyPaymentTerms(
      { table, policies: policies.value },
      demoPayer,
      banks.value,
      (programme) => readDebtor(table, programme),
    ),
    banks: banks.value,
    bankFiles: interposed.bankFiles(
      localBankFiles(openSealedFiles(join(dataFolder, 'bank-files'), envelopes)),
    ),
    bankFormats,
    readBankMessage,
    bankChannel: interposed.bankChannel(localBankChannel(bank)),
    anchors,
    log,
  };

  const bankMessageQuarantine = await openQuarantine({
    folder: join(dataFolder, 'bank-message-uploads'),
    envelopes,
  });
  const uploadedBankMessages: UploadedBankMessages = {
    has: async (uploadId) => (await bankMessageQuarantine.read(uploadId)) !== undefined,
    read: (uploadId) => bankMessageQuarantine.read(uploadId),
  };
  const engine = await Engine.open({ database, clock, onFault: onFatal });
  await defineWorkflows(engine, ports, interposed.step);
  bank.onMessage(importDelivery);
  const relay = await startLocalRelay({
    table,
    sinks: {
      workflows: createWorkflows(engine),
      allocate: createAllocatorQueue(createAllocateFunds(ports)),
      importBankMessage: createImportRequestedMessage({
        table,
        clock,
        uploadedBankMessages,
        readBankMessage,
      }),
      notify: keepNotice,
    },
    reportFault,
  });

  const settle = async (): Promise<void> => {
    // Outbox rows start workflows and workflows leave outbox rows: both must find nothing left to do.
    do {
      await relay.idle();
      await engine.idle();
    } while (relay.isBusy);
  };
  const daily = [
    createSweepDue(ports),
    createAskRegistersAgain(ports),
    createSweepFinance(ports),
    createSweepVisits({ table, clock: systemClock() }),
    createSweepDrafts({ table, clock: systemClock() }),
    createSweepSheets({ table, clock: systemClock() }),
  ];
  /** What a schedule does every night. A claim that fails is reported, and has its turn again the next day. */
  const workDaily = async (): Promise<void> => {
    for (const work of daily) await work().catch(reportFault);
  };
  const sealer = startAuditSealer({ ...ports, reportFault });
  const unsubscribe = clock.subscribe(async (from, to) => {
    await bank.clockMoved(from, to);
    await engine.clockMoved();
    await settle();
    await workDaily();
    await settle();
    await sealer.seal();
  });
  const redriven = await engine.redrive();
  if (redriven > 0) log.info('workflows that had failed go on', { redriven });
  engine.resume();
  // What came due while nothing was running.
  await workDaily();

  return {
    ...ports,
    database,
    engine,
    relay,
    bank,
    simulatedRegisters,
    bankMessageQuarantine,
    uploadedBankMessages,
    settle,
    async close() {
      unsubscribe();
      await relay.stop();
      await engine.stop();
      await sealer.stop();
      await anchors.close();
      await bank.close();
      database.close();
      bankDatabase.close();
    },
  };
}
