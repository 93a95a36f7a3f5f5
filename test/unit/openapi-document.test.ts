import { describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as z from 'zod';
import { money, moneySchema } from '../../functions/contracts/http/money.ts';
import {
  jsonBody,
  noMembers,
  rawBody,
  routeContract,
} from '../../functions/contracts/http/route-contract.ts';
import { readHealth, readMetrics, readOpenapi } from '../../functions/contracts/http/service.ts';
import { openapiDocument } from '../../functions/handlers/http/openapi/document.ts';

const texts = { 'zh-CN': '测试', en: 'test' };

const readRun = routeContract({
  id: 'read-run',
  summary: texts,
  tag: 'payments',
  params: z.strictObject({ runId: z.string() }),
  query: z.strictObject({ cursor: z.string().optional() }),
  body: jsonBody(z.strictObject({ on: z.iso.date(), total: moneySchema }), {
    example: { on: '2008-05-20', total: money(1) },
  }),
  answers: {
    200: { text: texts, schema: z.strictObject({ total: moneySchema }), example: { total: money(300) } },
  },
  problems: ['not-found'],
});
const submitClaim = routeContract({
  ...readRun,
  id: 'submit-claim',
  params: noMembers,
  problems: ['duplicate-claim'],
});
const readClaim = routeContract({
  ...readRun,
  id: 'read-claim',
  params: z.strictObject({ reference: z.string() }),
});
const importMessage = routeContract({
  ...readRun,
  id: 'import-bank-message',
  params: noMembers,
  body: rawBody(['text/csv']),
});

const contracts = [readHealth, readOpenapi, readMetrics, readRun, submitClaim, readClaim, importMessage];

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters: readonly { name: string; in: string; required?: boolean }[];
  readonly responses: Readonly<Record<string, { description: string }>>;
  readonly requestBody?: { content: Record<string, unknown> };
}

const document = openapiDocument(contracts, 'en') as unknown as {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
};

describe('the OpenAPI document', () => {
  test.each(['zh-CN', 'en'] as const)('is valid OpenAPI 3.1 in %s', async (language) => {
    // Through JSON, as a client gets it: the validator also resolves every reference.
    const text = JSON.stringify(openapiDocument(contracts, language));
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    expect(() => validator.resolveRefs()).not.toThrow();
    expect(text).not.toContain('$defs');
  });

  test('says method and path of the table of routes', () => {
    expect(document.paths['/api/payment-runs/{runId}']?.get?.operationId).toBe('read-run');
    expect(document.paths['/api/claims']?.post?.operationId).toBe('submit-claim');
    expect(Object.values(document.paths).flatMap(Object.values)).toHaveLength(contracts.length);
  });

  test('says who may come: anyone, the holder of a code, staff with a token', () => {
    expect(document.paths['/healthz']?.get?.security).toEqual([{}]);
    expect(document.paths['/api/claims']?.post?.security).toEqual([{}, { bearer: [] }]);
    expect(document.paths['/api/claims/{reference}']?.get?.security).toEqual([
      { accessCode: [] },
      { bearer: [] },
    ]);
    expect(document.paths['/api/payment-runs/{runId}']?.get?.security).toEqual([{ bearer: [] }]);
  });

  test('names parameters, and the key of a POST', () => {
    const { parameters } = document.paths['/api/payment-runs/{runId}']!.get!;
    expect(parameters).toMatchObject([
      { name: 'runId', in: 'path', required: true },
      { name: 'cursor', in: 'query', required: false },
      { name: 'Accept-Language', in: 'header' },
    ]);
    expect(document.paths['/api/claims']!.post!.parameters.map(({ name }) => name)).toContain(
      'Idempotency-Key',
    );
  });

  test('lists what a route may be refused for, by status', () => {
    const { responses } = document.paths['/api/claims']!.post!;
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '409', '413', '415', '500', '503']),
    );
    expect(responses['409']?.description).toContain('`duplicate-claim`');
    expect(Object.keys(document.paths['/healthz']!.get!.responses)).not.toContain('401');
  });

  test('tells money once, and takes raw bodies by their type', () => {
    expect(Object.keys(document.components.schemas).sort()).toEqual(['Money', 'Problem']);
    expect(Object.keys(document.paths['/api/bank-messages']!.post!.requestBody!.content)).toEqual([
      'text/csv',
    ]);
  });

  test('two different schemas of one name are refused', () => {
    const answering = (schema: z.ZodType) => ({ ...readRun, answers: { 200: { text: texts, schema } } });
    const [one, other] = [z.strictObject({ yuan: z.string() }), z.strictObject({ yuan: z.int() })];
    const second = { ...answering(other.meta({ id: 'Twice' })), id: 'read-claim' as const };
    expect(() => openapiDocument([answering(one.meta({ id: 'Twice' })), second], 'en')).toThrow(
      'two schemas are called Twice',
    );
  });
});
