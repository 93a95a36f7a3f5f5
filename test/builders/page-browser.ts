import { randomBytes } from 'node:crypto';
import { createApiClients } from '../../functions/adapters/api/api-clients.ts';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { randomIds } from '../../functions/adapters/ids/random-ids.ts';
import { localKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import type { Api } from '../../functions/contracts/api-client.ts';
import { createVisits } from '../../functions/app/visits/visits.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { pageHandler } from '../../functions/handlers/pages/edge/page-handler.ts';
import type { Page } from '../../functions/web/kernel/page.ts';
import { createManualClock, instantAt } from '../../local/clock/manual-clock.ts';
import { anApiEvent } from './api-event.ts';

export const pagesOrigin = 'http://127.0.0.1:8080';

/** Pages over an in-memory store and an API of the test's, and a browser that keeps cookies and follows nothing. */
export function pageBrowser(pages: readonly Page[], api: Api) {
  const database = SqliteDatabase.open(':memory:');
  const table = createSqliteTable(database);
  const clock = createManualClock(instantAt(calendarDate('2008-05-20'), '09:00'));
  const envelopes = createEnvelopes({
    table,
    clock,
    wrapper: localKey(randomBytes(32)),
    district: areaCode('320602'),
  });
  const logged: unknown[] = [];
  const visits = createVisits({ table, envelopes, clock, ids: randomIds() });
  const { handler, owns } = pageHandler(pages, {
    apiClients: createApiClients(api),
    visits,
    keyed: { blindIndex: (purpose, value) => `${purpose} of ${value}` },
    clock,
    assets: { css: '/assets/a.css', js: '/assets/a.js' },
    log: { info: () => undefined, error: (message, attributes) => logged.push([message, attributes]) },
    origin: pagesOrigin,
    uploadOrigins: ['https://uploads.example'],
  });
  const cookies = new Map<string, string>();

  async function ask(
    method: string,
    target: string,
    more: { headers?: Record<string, string>; body?: string } = {},
  ) {
    const [path = '', query = ''] = target.split('?');
    const answer = await handler(
      anApiEvent({
        method,
        path,
        query,
        headers: { 'accept-language': 'zh-CN', ...more.headers },
        cookies: [...cookies].map(([name, value]) => `${name}=${value}`),
        body: more.body,
      }),
    );
    for (const cookie of answer.cookies ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const html = answer.body ?? '';
    return {
      status: answer.statusCode,
      headers: answer.headers ?? {},
      setCookies: answer.cookies ?? [],
      html,
      location: answer.headers?.location,
      csrf: /name="_csrf" value="([^"]*)"/.exec(html)?.[1],
    };
  }

  return {
    table,
    clock,
    visits,
    logged,
    cookies,
    owns,
    get: (target: string, headers?: Record<string, string>) => ask('GET', target, headers ? { headers } : {}),
    /** Posts fields as a browser does, with the proof that the last page carried. */
    post: (target: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      ask('POST', target, {
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    ask,
    close: () => database.close(),
  };
}
