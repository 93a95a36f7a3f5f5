import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { openKeyed } from '../../functions/adapters/envelope/keyed.ts';
import { openLocalKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import type { FileLinks } from '../../functions/app/ports/file-links.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { downloadLinks } from '../../local/downloads/download-links.ts';
import { serveDownloads } from '../../local/downloads/serve-downloads.ts';
import { openSealedFiles } from '../../local/home/sealed-files.ts';
import { openServer, type Server } from '../../local/http/server.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

const district = areaCode('320602');
const dataFolder = mkdtempSync(join(tmpdir(), 'huimin-downloads-'));
const database = SqliteDatabase.open(':memory:');
const clock = new MovableClock();
const content = randomBytes(5 * 1024 * 1024);
const as = { name: 'RUN1-1.xml', mediaType: 'application/xml' };
const reported: unknown[] = [];

let server: Server;
let links: FileLinks;
let elsewhere: FileLinks;

beforeAll(async () => {
  const table = createSqliteTable(database);
  const wrapper = await openLocalKey(dataFolder);
  const keyed = await openKeyed({ table, wrapper, district });
  const envelopes = createEnvelopes({ table, clock, wrapper, district });
  const bankFiles = openSealedFiles(join(dataFolder, 'bank-files'), envelopes);
  await bankFiles.write(
    'run-1/RUN1-1.xml',
    (async function* () {
      yield content;
    })(),
  );
  server = await openServer({
    dispatch: async () => ({ statusCode: 404 }),
    mounts: [
      serveDownloads({
        clock,
        keyed,
        prefix: '/downloads',
        read: (key) => bankFiles.read(key),
        reportFault: (fault) => reported.push(fault),
      }),
    ],
    port: 0,
    reportFault: (fault) => reported.push(fault),
  });
  elsewhere = downloadLinks({ origin: server.origin, prefix: '/evidence-files', clock, keyed });
  links = downloadLinks({ origin: server.origin, prefix: '/downloads', clock, keyed });
});

afterAll(async () => {
  await server.close();
  database.close();
  rmSync(dataFolder, { recursive: true });
});

describe('an address for a file too large for an answer', () => {
  test('gives the file as it is, under its name', async () => {
    const response = await fetch(await links.issue('run-1/RUN1-1.xml', as));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/xml',
      'content-disposition': 'attachment; filename="RUN1-1.xml"',
      'cache-control': 'no-store',
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    expect(reported).toEqual([]);
  });

  test('is good for one file, for a minute, and for reading', async () => {
    const address = await links.issue('run-1/RUN1-1.xml', as);
    const [, head = '', signature = ''] = /^(.*)\.(\w+)$/.exec(address)!;
    const other = Buffer.from(JSON.stringify({ key: 'run-2/x.xml', ...as, expiresAt: '2099' }));
    const ofAnotherSort = await elsewhere.issue('run-1/RUN1-1.xml', as);
    const wrong = [
      ofAnotherSort.replace('/evidence-files/', '/downloads/'),
      `${head}x.${signature}`,
      `${server.origin}/downloads/${other.toString('base64url')}.${signature}`,
      `${server.origin}/downloads/`,
      `${server.origin}/downloads/x.y`,
    ];
    for (const each of wrong) expect((await fetch(each)).status).toBe(403);
    expect((await fetch(address, { method: 'POST' })).status).toBe(403);
    clock.advance(61);
    expect((await fetch(address)).status).toBe(403);
  });

  test('of a file that is gone breaks off, which is reported', async () => {
    const address = await links.issue('run-2/gone.xml', as);
    await expect(fetch(address).then((response) => response.arrayBuffer())).rejects.toThrow();
    expect(reported).toHaveLength(1);
  });
});
