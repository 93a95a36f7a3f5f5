import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createApiClients } from '../functions/adapters/api/api-clients.ts';
import { systemClock } from '../functions/adapters/clock/system-clock.ts';
import { localVerifier } from '../functions/adapters/identity/local-verifier.ts';
import { openidSignIn } from '../functions/adapters/identity/openid-sign-in.ts';
import { createAccess } from '../functions/app/access/access.ts';
import { isAsAnnounced, maxEvidenceBytes } from '../functions/domain/claims/evidence-file.ts';
import { maxUploadedMessageBytes } from '../functions/domain/reconciliation/uploaded-message.ts';
import { type CalendarDate } from '../functions/domain/time/calendar-date.ts';
import { createDrafts } from '../functions/app/drafts/drafts.ts';
import { createVisits } from '../functions/app/visits/visits.ts';
import { loadPageAssets, withAssets } from '../functions/handlers/pages/edge/page-assets.ts';
import { pageHandler } from '../functions/handlers/pages/edge/page-handler.ts';
import { createSheets } from '../functions/app/sheets/sheets.ts';
import { allPages } from '../functions/web/pages.ts';
import { type Log, faultAttributes } from '../functions/handlers/edge/log.ts';
import { openLocalClock } from './clock/local-clock.ts';
import { downloadLinks } from './downloads/download-links.ts';
import { serveDownloads } from './downloads/serve-downloads.ts';
import { seedDemoBudget } from './home/demo-budget.ts';
import { type Home, openHome } from './home/home.ts';
import { createDispatch, directApi, withPages } from './http/dispatch.ts';
import { createPrometheus } from './http/prometheus.ts';
import { createLocalRoutes } from './http/routes.ts';
import { type Server, openServer } from './http/server.ts';
import { demoUserKeeper, seedDemoUsers } from './identity/demo-users.ts';
import { openIdentity } from './identity/identity.ts';
import { listAddressedNotices } from './outbox/notices.ts';
import { outboxPage } from './outbox/outbox-page.tsx';
import { openQuarantine } from './uploads/quarantine.ts';
import { receiveUploads } from './uploads/receive-upload.ts';
import { localUploadForms } from './uploads/upload-forms.ts';

/** Where files are sent by form. */
const evidencePrefix = '/uploads';
const evidenceFilePrefix = '/evidence-files';
const bankFilePrefix = '/downloads';
const bankMessagePrefix = '/bank-message-uploads';

export interface StartOptions {
  readonly port: number;
  readonly dataFolder: string;
  readonly registersFolder: string;
  /** Where build.mjs left the pages' style sheet and script. */
  readonly assetsFolder: string;
  /** HUIMIN_TODAY; today in Asia/Shanghai when absent. */
  readonly today?: CalendarDate;
  readonly log: Log;
  readonly reportRow: (problem: {
    readonly file: string;
    readonly line: number;
    readonly reason: string;
  }) => void;
  readonly onFatal: (fault: Error) => void;
}

export interface Running {
  readonly home: Home;
  readonly server: Server;
  /** Answers what is under way, lets running steps end, closes the store. */
  stop(): Promise<void>;
}

/** Starts the whole system on this machine: data, workflows, registers, bank, sign-in and the HTTP server. */
export async function start(options: StartOptions): Promise<Running> {
  const { port, dataFolder, registersFolder, assetsFolder, today, log, reportRow, onFatal } = options;
  const reportFault = (fault: unknown): void =>
    log.error('a fault in the background', faultAttributes(fault));
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const clock = await openLocalClock({ dataFolder, reportFault, ...(today === undefined ? {} : { today }) });
  const home = await openHome({ dataFolder, registersFolder, clock, log, reportRow, onFatal });
  const { table, keyed, district } = home;
  await seedDemoUsers(table, home.clock);
  const seedYear = (day: CalendarDate): Promise<void> => seedDemoBudget(home, Number(day.slice(0, 4)));
  await seedYear(clock.today());
  const unsubscribe = clock.subscribe((_from, to) => seedYear(to));

  const origin = `http://127.0.0.1:${String(port)}`;
  const identity = await openIdentity({
    origin,
    dataFolder,
    database: home.database,
    keepUser: demoUserKeeper(table, home.clock),
    onFault: reportFault,
  });
  const verifier = localVerifier({ issuer: identity.issuer, jwks: identity.jwks });
  const access = createAccess({ verifier, table, keyed, district, clock });
  const quarantine = await openQuarantine({
    folder: join(dataFolder, evidencePrefix),
    envelopes: home.envelopes,
  });
  const prometheus = createPrometheus([
    { name: 'huimin_outbox_backlog', help: 'Outbox rows not yet delivered.', read: () => home.relay.backlog },
    {
      name: 'huimin_executions_at_work',
      help: 'Workflow executions at work.',
      read: () => home.engine.atWork,
    },
  ]);
  const routes = createLocalRoutes({
    home,
    clock,
    access,
    prometheus,
    forms: localUploadForms({ origin, keyed, prefix: evidencePrefix }),
    bankMessageForms: localUploadForms({ origin, keyed, prefix: bankMessagePrefix }),
    uploadedFiles: quarantine,
    fileLinks: downloadLinks({ origin, prefix: bankFilePrefix, clock: home.clock, keyed }),
    evidenceLinks: downloadLinks({ origin, prefix: evidenceFilePrefix, clock: home.clock, keyed }),
  });
  const api = createDispatch({ routes, metrics: prometheus });
  const pageAssets = await loadPageAssets(assetsFolder);
  // How long a sign-in lasts, or a form is kept, is no matter of the business date, which can be moved.
  const remembering = { table, envelopes: home.envelopes, ids: home.ids, clock: systemClock() };
  const pages = pageHandler(
    [
      ...allPages({
        signIn: openidSignIn({ ...identity.webClient, issuer: identity.issuer, insecure: true }),
        drafts: createDrafts({ ...remembering, keyed, newKey: randomUUID }),
        sheets: createSheets(remembering),
      }),
      outboxPage((cursor) => listAddressedNotices(home, cursor)),
    ],
    {
      apiClients: createApiClients(directApi(api)),
      visits: createVisits(remembering),
      keyed,
      clock: home.clock,
      assets: pageAssets.addresses,
      log,
      origin,
      uploadOrigins: [],
    },
  );
  const server = await openServer({
    dispatch: withPages(api, withAssets(pages, pageAssets), origin),
    mounts: [
      {
        prefix: '/oidc',
        handle: (request, response) => {
          identity.handle(request, response).catch((fault: unknown) => {
            reportFault(fault);
            response.destroy();
          });
        },
      },
      receiveUploads({
        clock: home.clock,
        keyed,
        prefix: evidencePrefix,
        maxBytes: maxEvidenceBytes,
        isOf: isAsAnnounced,
        quarantine,
        reportFault,
      }),
      receiveUploads({
        clock: home.clock,
        keyed,
        prefix: bankMessagePrefix,
        maxBytes: maxUploadedMessageBytes,
        // What it is shows when it is read.
        isOf: () => true,
        quarantine: home.bankMessageQuarantine,
        reportFault,
      }),
      serveDownloads({
        clock: home.clock,
        keyed,
        prefix: bankFilePrefix,
        read: (key) => home.bankFiles.read(key),
        reportFault,
      }),
      serveDownloads({
        clock: home.clock,
        keyed,
        prefix: evidenceFilePrefix,
        async *read(uploadId) {
          const bytes = await quarantine.read(uploadId);
          if (!bytes) throw new Error(`there is no file ${uploadId}`);
          yield bytes;
        },
        reportFault,
      }),
    ],
    port,
    reportFault,
  });

  return {
    home,
    server,
    async stop() {
      await server.close();
      unsubscribe();
      clock.close();
      await home.close();
    },
  };
}
