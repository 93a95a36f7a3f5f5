import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from '@jest/globals';
import * as z from 'zod';
import { parse } from 'yaml';
import {
  type RegisterTransport,
  type TransportAnswer,
  httpTransport,
} from '../../functions/adapters/registers/register-transport.ts';
import { createSpdciRegisters } from '../../functions/adapters/registers/spdci-registers.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { Registers } from '../../functions/app/registers/ports.ts';
import {
  type RegisterName,
  type RegisterQuery,
  registerDeclarations,
  registerNames,
} from '../../functions/domain/policy/registers.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import {
  type FaultMode,
  type SimulatedRegisters,
  loadSimulatedRegisters,
} from '../../local/registers/simulated-registers.ts';
import { aRegisterFolder } from '../builders/register-folder.ts';
import { aResidentId } from '../builders/residents.ts';

const man = aResidentId('1945-03-15', 'male');
const wife = aResidentId('1947-03-15', 'female');
const son = aResidentId('1970-05-05', 'male');
const nobody = aResidentId('1980-01-01', 'male');

const clock: Clock = { now: () => '2008-05-20T01:00:00.000Z', today: () => calendarDate('2008-05-20') };

let folder: string;
let simulated: SimulatedRegisters;
const sent: unknown[] = [];
const received: unknown[] = [];

beforeAll(async () => {
  folder = await aRegisterFolder({
    population: [
      `${man},王某,M,1945-03-15,rural,320602100,,,`,
      `${wife},李某,F,1947-03-15,urban,320602100,2007-02-01,,`,
      `${son},王小某,M,1970-05-05,rural,320602100,,,${man};${wife}`,
    ],
    marriages: [`${man},${wife},1968-01-01,2007-02-01,death`],
    disabilities: [`${son},${son}42,4,2,2001-02-03`],
    retirements: [`${man},2005-03-31,enterprise,no,南通市第2厂`],
    certificates: [`NT000001,${man},${son},1985-03-01`],
    attestations: [`${man},320602100,yes,2008-02-20`],
  });
  simulated = await loadSimulatedRegisters(folder, clock, ({ file, line, reason }) => {
    throw new Error(`${file}:${line}: ${reason}`);
  });
});
afterEach(() => {
  for (const register of registerNames) simulated.setFault(register, 'ok');
});
afterAll(() => rm(folder, { recursive: true }));

function registersOver(transport: RegisterTransport, timeoutMilliseconds = 5_000): Registers {
  return createSpdciRegisters({
    transport: async (keptBy, message, signal) => {
      sent.push(message);
      const answer = await transport(keptBy, message, signal);
      if (answer.status === 200) received.push(answer.body);
      return answer;
    },
    clock,
    newId: () => 'message-1',
    senderId: 'huimin',
    timeoutMilliseconds,
    maximumAgeDays: 30,
  });
}

const everyQuery: { readonly [R in RegisterName]: readonly RegisterQuery<R>[] } = {
  population: [
    { by: 'id', id: wife },
    { by: 'parent', id: man },
    { by: 'id', id: nobody },
  ],
  marriages: [
    { by: 'person', id: wife },
    { by: 'person', id: nobody },
  ],
  disabilities: [
    { by: 'person', id: son },
    { by: 'person', id: nobody },
  ],
  retirements: [
    { by: 'person', id: man },
    { by: 'person', id: nobody },
  ],
  certificates: [
    { by: 'holder', id: man },
    { by: 'holder', id: nobody },
  ],
  attestations: [
    { by: 'person', id: man },
    { by: 'person', id: nobody },
  ],
};

const marriage = {
  husbandId: man,
  wifeId: wife,
  marriedOn: '1968-01-01',
  endedOn: '2007-02-01',
  endedBy: 'death',
};
const child = {
  residentId: son,
  sex: 'male',
  birthDate: '1970-05-05',
  householdType: 'rural',
  parentIds: [man, wife],
};
const mother = {
  residentId: wife,
  sex: 'female',
  birthDate: '1947-03-15',
  householdType: 'urban',
  diedOn: '2007-02-01',
  parentIds: [],
};
const everyAnswer: { readonly [R in RegisterName]: readonly (readonly unknown[])[] } = {
  population: [[mother], [child], []],
  marriages: [[marriage], []],
  // Of a disability the grade and the date, never the kind.
  disabilities: [[{ residentId: son, grade: 2, issuedOn: '2001-02-03' }], []],
  retirements: [
    [{ residentId: man, retiredOn: '2005-03-31', scheme: 'enterprise', extraFivePercent: false }],
    [],
  ],
  certificates: [[{ holderId: man }], []],
  attestations: [
    [{ residentId: man, qualifies: true, attestedBy: '320602100', attestedOn: '2008-02-20' }],
    [],
  ],
};

async function answersOf(registers: Registers, register: RegisterName): Promise<readonly unknown[]> {
  return registers.search(register, everyQuery[register]);
}

function expectedOf(register: RegisterName): unknown[] {
  return everyQuery[register].map((query, index) => {
    const records = everyAnswer[register][index] ?? [];
    const base = { ...query, answeredAt: clock.now(), asOf: clock.today() };
    return records.length > 0 ? { ...base, status: 'found', records } : { ...base, status: 'not-found' };
  });
}

let server: Server;
let baseUrl: string;
/** What the server answers instead of the simulator, when set. */
let instead:
  { readonly status: number; readonly headers?: Record<string, string>; readonly text: string } | undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const controller = new AbortController();
      response.on('close', () => controller.abort());
      void (async () => {
        if (instead) {
          response.writeHead(instead.status, instead.headers);
          response.end(instead.text);
          return;
        }
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        const answer = await simulated.handle(
          request.method ?? '',
          request.url ?? '',
          body,
          controller.signal,
        );
        response.writeHead(answer?.status ?? 404, { 'content-type': 'application/json' });
        response.end(answer?.body === undefined ? undefined : JSON.stringify(answer.body));
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  baseUrl = `http://127.0.0.1:${address.port}`;
});
afterEach(() => {
  instead = undefined;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

function overHttp(maximumBytes?: number): RegisterTransport {
  const baseUrls = Object.fromEntries(
    Object.values(registerDeclarations).map(({ keptBy }) => [keptBy, `${baseUrl}/registers/${keptBy}`]),
  ) as Parameters<typeof httpTransport>[0]['baseUrls'];
  return httpTransport({ baseUrls, fetch, ...(maximumBytes !== undefined && { maximumBytes }) });
}

describe.each([
  ['in process', (): RegisterTransport => simulated.transport],
  ['over HTTP', (): RegisterTransport => overHttp()],
])('the registers, %s', (_name, transport) => {
  test.each(registerNames)('%s', async (register) => {
    expect(await answersOf(registersOver(transport()), register)).toEqual(expectedOf(register));
  });

  test.each<[FaultMode, string, number]>([
    ['down', 'down', 5_000],
    ['slow', 'slow', 30],
    ['garbage', 'garbage', 5_000],
    ['stale', 'stale', 5_000],
  ])('a register that is %s gives no answer, and harms no other', async (mode, reason, timeout) => {
    expect(simulated.setFault('civil-affairs', mode)).toBe(true);
    const registers = registersOver(transport(), timeout);
    const answers = await answersOf(registers, 'marriages');
    expect(answers).toEqual(
      everyQuery.marriages.map((query) => ({
        ...query,
        answeredAt: clock.now(),
        status: 'unavailable',
        reason,
      })),
    );
    expect(await answersOf(registersOver(transport()), 'retirements')).toEqual(expectedOf('retirements'));
  });

  it('splits many queries over messages and keeps their order', async () => {
    const queries = Array.from({ length: 250 }, (_, index) => ({
      by: 'id' as const,
      id: index % 2 === 0 ? man : nobody,
    }));
    const answers = await registersOver(transport()).search('population', queries);
    expect(answers.map(({ status }) => status)).toEqual(
      queries.map(({ id }) => (id === man ? 'found' : 'not-found')),
    );
  });
});

describe('every message that was sent and received', () => {
  it('is valid by the standard’s OpenAPI document', async () => {
    const file = join(import.meta.dirname, '../../standards/spdci/registry_core_api.yaml');
    const text = (await readFile(file, 'utf8')).replaceAll('#/components/schemas/', '#/$defs/');
    const document = parse(text) as {
      readonly components: { readonly schemas: Record<string, JsonSchema> };
      readonly paths: Record<string, { readonly post: Operation }>;
    };
    const operation = document.paths['/registry/sync/search']?.post;
    const schemaOf = (content: Content | undefined): z.ZodType => {
      const schema = content?.['application/json'].schema;
      if (schema === undefined) throw new Error('the document has no such message');
      return z.fromJSONSchema({ ...schema, $defs: document.components.schemas });
    };
    const request = schemaOf(operation?.requestBody.content);
    const response = schemaOf(operation?.responses.default.content);
    // The faults above sent some that are none; they have no transaction id.
    const answers = received.filter((message) => JSON.stringify(message).includes('transaction_id'));
    expect(sent.length).toBeGreaterThan(20);
    expect(answers.length).toBeGreaterThan(20);
    for (const message of sent) expect(request.safeParse(message).error).toBeUndefined();
    for (const message of answers) expect(response.safeParse(message).error).toBeUndefined();
    // The check can fail.
    expect(request.safeParse({ header: {}, message: {} }).success).toBe(false);
    expect(response.safeParse({ header: { status: 'succ' }, message: {} }).success).toBe(false);
  });
});

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Content = { readonly 'application/json': { readonly schema: JsonSchema } };

interface Operation {
  readonly requestBody: { readonly content: Content };
  readonly responses: { readonly default: { readonly content: Content } };
}

describe('an answer nobody should rely on', () => {
  const record = {
    identifier: man,
    retirementdate: '2005-03-31',
    scheme: 'enterprise',
    extra_five_percent: false,
  };

  function body(change: {
    readonly status?: string;
    readonly asOf?: unknown;
    readonly transaction?: string;
    readonly response?: unknown;
    readonly records?: unknown;
    readonly total?: number;
    readonly item?: object;
  }): unknown {
    return {
      header: {
        status: change.status ?? 'succ',
        meta: { as_of: 'asOf' in change ? change.asOf : '2008-05-01' },
      },
      message: {
        transaction_id: change.transaction ?? 'message-1',
        search_response: change.response ?? [
          {
            reference_id: '0',
            status: 'succ',
            data: { reg_records: 'records' in change ? change.records : { '@set': [record] } },
            ...(change.total !== undefined && { pagination: { total_count: change.total } }),
            ...change.item,
          },
        ],
      },
    };
  }

  async function answerTo(answer: TransportAnswer | Error): Promise<unknown> {
    const registers = registersOver(async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    });
    const [only] = await registers.search('retirements', [{ by: 'person', id: man }]);
    return only?.status === 'unavailable' ? only.reason : only?.status;
  }

  test.each<[string, TransportAnswer | Error, string]>([
    ['a good one', { status: 200, body: body({}) }, 'found'],
    ['the bare list', { status: 200, body: body({ records: [record] }) }, 'found'],
    ['a single record', { status: 200, body: body({ records: record }) }, 'found'],
    ['no records', { status: 200, body: body({ records: [] }) }, 'not-found'],
    ['no data', { status: 200, body: body({ item: { data: undefined } }) }, 'not-found'],
    ['no connection', new Error('ECONNREFUSED'), 'down'],
    ['not let in', { status: 401, body: undefined }, 'down'],
    ['overloaded', { status: 503, body: undefined }, 'down'],
    ['refused by the register', { status: 200, body: body({ status: 'rjct' }) }, 'down'],
    ['still working on it', { status: 200, body: body({ status: 'pdng' }) }, 'slow'],
    ['this query refused', { status: 200, body: body({ item: { status: 'rjct' } }) }, 'down'],
    ['this query pending', { status: 200, body: body({ item: { status: 'pdng' } }) }, 'slow'],
    ['nothing', { status: 200, body: undefined }, 'garbage'],
    ['a page', { status: 200, body: '<html>' }, 'garbage'],
    ['the answer to another question', { status: 200, body: body({ transaction: 'other' }) }, 'garbage'],
    ['no answer to this query', { status: 200, body: body({ response: [] }) }, 'garbage'],
    [
      'two answers to it',
      { status: 200, body: body({ response: [0, 0].map(() => ({ reference_id: '0', status: 'succ' })) }) },
      'garbage',
    ],
    ['no date of its state', { status: 200, body: body({ asOf: undefined }) }, 'garbage'],
    ['a date that is none', { status: 200, body: body({ asOf: '2008-02-30' }) }, 'garbage'],
    ['a state of 30 days ago', { status: 200, body: body({ asOf: '2008-04-20' }) }, 'found'],
    ['a state of 31 days ago', { status: 200, body: body({ asOf: '2008-04-19' }) }, 'stale'],
    ['records that are none', { status: 200, body: body({ records: 'yes' }) }, 'garbage'],
    [
      'a record without its date',
      { status: 200, body: body({ records: [{ ...record, retirementdate: null }] }) },
      'garbage',
    ],
    [
      'a truth that is a text',
      { status: 200, body: body({ records: [{ ...record, extra_five_percent: 'no' }] }) },
      'garbage',
    ],
    ['somebody else', { status: 200, body: body({ records: [{ ...record, identifier: wife }] }) }, 'garbage'],
    ['a good record and a bad one', { status: 200, body: body({ records: [record, {}] }) }, 'garbage'],
    ['a part of the records', { status: 200, body: body({ total: 2 }) }, 'garbage'],
  ])('%s', async (_name, answer, expected) => {
    expect(await answerTo(answer)).toBe(expected);
  });

  test.each<[string, NonNullable<typeof instead>, string]>([
    ['broken JSON', { status: 200, text: '{"header":' }, 'garbage'],
    ['too long', { status: 200, text: `"${'x'.repeat(2_000)}"` }, 'garbage'],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' }, text: '' }, 'down'],
    ['an empty answer', { status: 200, text: '' }, 'garbage'],
  ])('over HTTP: %s', async (_name, answer, expected) => {
    instead = answer;
    const [only] = await registersOver(overHttp(1_000)).search('retirements', [{ by: 'person', id: man }]);
    expect(only).toMatchObject({ status: 'unavailable', reason: expected });
  });
});

describe('the simulator’s own controls', () => {
  const never = new AbortController().signal;
  const put = async (body: unknown): Promise<unknown> =>
    simulated.handle('PUT', '/local/registers/faults', body, never);

  it('takes faults by register or by who keeps it, and nothing else', async () => {
    expect(await put({ register: 'marriages', mode: 'down' })).toEqual({ status: 204 });
    expect(await put({ register: 'civil-affairs', mode: 'ok' })).toEqual({ status: 204 });
    expect(await put({ register: 'no-such', mode: 'down' })).toEqual({ status: 400 });
    expect(await put({ register: 'marriages', mode: 'sometimes' })).toEqual({ status: 400 });
    expect(await put('x')).toEqual({ status: 400 });
    expect(await simulated.handle('GET', '/local/registers/faults', undefined, never)).toEqual({
      status: 405,
    });
  });

  it('leaves other paths to others, and refuses what it cannot read', async () => {
    expect(await simulated.handle('GET', '/healthz', undefined, never)).toBeUndefined();
    const search = '/registers/civil-affairs/registry/sync/search';
    expect(await simulated.handle('GET', search, undefined, never)).toEqual({ status: 405 });
    expect(await simulated.handle('POST', search, {}, never)).toMatchObject({ status: 400 });
    const wrongKeeper = '/registers/health/registry/sync/search';
    const message = sent.find((candidate) => JSON.stringify(candidate).includes('cn:RegistryType:Marriages'));
    expect(await simulated.handle('POST', wrongKeeper, message, never)).toEqual({ status: 404 });
  });
});
