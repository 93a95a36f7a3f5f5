import * as z from 'zod';
import { type RouteId, route } from '../../../app/access/routes.ts';
import type { RouteContract } from '../../../contracts/http/route-contract.ts';
import type { Language } from '../../../contracts/language.ts';
import { type ProblemCode, problemSchema, problemStatus } from '../../../contracts/problem.ts';
import { problemTexts, textIn } from '../edge/messages.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type JsonObject = { readonly [name: string]: unknown };

/** What any request may be refused for. */
const commonProblems: readonly ProblemCode[] = [
  'invalid-request',
  'too-many-requests',
  'fault',
  'store-unavailable',
];
const bodyProblems: readonly ProblemCode[] = ['body-encoding', 'body-json', 'body-too-large', 'media-type'];
const postProblems: readonly ProblemCode[] = ['idempotency-key-format', 'idempotency-key-reused'];
const signInProblems: readonly ProblemCode[] = ['token-missing', 'token-invalid', 'token-expired'];
const roleProblems: readonly ProblemCode[] = ['wrong-role', 'wrong-area'];

/** Schemas by name, collected while operations are written: a schema with `.meta({ id })` is told once. */
class Components {
  readonly schemas = new Map<string, JsonSchema>();

  /**
   * A schema's JSON Schema as it crosses the wire (`io: input`: before transforms), its named parts kept here.
   * @throws when two different schemas have one name
   */
  add(schema: z.ZodType): JsonSchema {
    const {
      $schema: _,
      $defs = {},
      ...own
    } = z.toJSONSchema(schema, {
      io: 'input',
      override: ({ jsonSchema }) => {
        // The format says it; the expression is a line long.
        if (jsonSchema.format === 'date') delete jsonSchema.pattern;
      },
    });
    for (const [name, definition] of Object.entries($defs)) {
      const known = this.schemas.get(name);
      if (known && JSON.stringify(known) !== JSON.stringify(definition)) {
        throw new Error(`two schemas are called ${name}`);
      }
      this.schemas.set(name, definition);
    }
    return own;
  }
}

/** zod refers to named schemas within each schema; in the document they stand once, under components. */
function withSharedSchemas(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSharedSchemas);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === '$ref' && typeof member === 'string'
        ? member.replace(/^#\/\$defs\//, '#/components/schemas/')
        : withSharedSchemas(member),
    ]),
  );
}

/**
 * The OpenAPI 3.1 document of these routes, from the same contracts that the edge checks by and the same table that
 * decides who may come.
 */
export function openapiDocument(
  contracts: readonly RouteContract<RouteId>[],
  language: Language,
): { readonly openapi: '3.1.1'; readonly [member: string]: unknown } {
  const components = new Components();
  const problem = components.add(problemSchema);
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const contract of contracts) {
    const { method, path } = route(contract.id);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(contract, components, language) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: language === 'en' ? 'Huimin: benefits and subsidies' : '惠民：惠民惠农补贴发放',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(contracts.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: withSharedSchemas(paths),
    components: {
      schemas: withSharedSchemas({ ...Object.fromEntries(components.schemas), Problem: problem }),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        accessCode: { type: 'apiKey', in: 'header', name: 'X-Access-Code' },
      },
      headers: {
        RetryAfter: { description: 'seconds', schema: { type: 'integer', minimum: 0 } },
      },
    },
  };
}

function operation(contract: RouteContract<RouteId>, components: Components, language: Language): JsonObject {
  const { method, who } = route(contract.id);
  const roles = who.filter((admitted) => admitted !== 'anyone' && admitted !== 'holder');
  return {
    operationId: contract.id,
    summary: contract.summary[language],
    tags: [contract.tag],
    // Any one of these opens the route; an empty requirement is "nothing at all".
    security: [
      ...(who.includes('anyone') ? [{}] : []),
      ...(who.includes('holder') ? [{ accessCode: [] }] : []),
      ...(roles.length > 0 ? [{ bearer: [] }] : []),
    ],
    'x-roles': roles,
    parameters: [
      ...parameters(contract.params, 'path', components),
      ...parameters(contract.query, 'query', components),
      ...(method === 'POST'
        ? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 128 } }]
        : []),
      { name: 'Accept-Language', in: 'header', schema: { type: 'string', examples: ['zh-CN', 'en'] } },
    ],
    ...requestBody(contract.body, components),
    responses: { ...successes(contract, components, language), ...problems(contract, language) },
  };
}

function parameters(schema: z.ZodType, place: 'path' | 'query', components: Components): JsonObject[] {
  const { properties = {}, required = [] } = components.add(schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBody(body: RouteContract['body'], components: Components): JsonObject {
  if (body.kind === 'none') return {};
  const content =
    body.kind === 'json'
      ? { schema: components.add(body.schema), ...(body.example !== undefined && { example: body.example }) }
      : {};
  return {
    requestBody: {
      required: true,
      description: `≤ ${String(body.limitBytes)} bytes`,
      content: Object.fromEntries(body.mediaTypes.map((mediaType) => [mediaType, content])),
    },
  };
}

function successes(contract: RouteContract, components: Components, language: Language): JsonObject {
  return Object.fromEntries(
    Object.entries(contract.answers).map(([status, { text, schema, example, mediaTypes = [] }]) => {
      const json = schema && {
        'application/json': { schema: components.add(schema), ...(example !== undefined && { example }) },
      };
      const files = Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, {}]));
      const content = { ...json, ...files };
      return [status, { description: text[language], ...(Object.keys(content).length > 0 && { content }) }];
    }),
  );
}

/** One response a status; its description lists the codes, each with its title. */
function problems(contract: RouteContract<RouteId>, language: Language): JsonObject {
  const { method, who } = route(contract.id);
  const codes = new Set<ProblemCode>([
    ...commonProblems,
    ...(contract.body.kind === 'none' ? [] : bodyProblems),
    ...(method === 'POST' ? postProblems : []),
    ...(who.every((admitted) => admitted === 'anyone') ? [] : signInProblems),
    ...(who.every((admitted) => admitted === 'anyone' || admitted === 'holder') ? [] : roleProblems),
    ...contract.problems,
  ]);
  return Object.fromEntries(
    [...Map.groupBy(codes, (code) => problemStatus[code])].map(([status, group]) => [
      String(status),
      {
        description: group
          .map((code) => `\`${code}\`: ${textIn(problemTexts[code].title, language)}`)
          .join('\n'),
        ...((status === 429 || status === 503) && {
          headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } },
        }),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
