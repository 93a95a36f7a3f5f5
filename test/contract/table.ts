import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type {
  Action,
  Condition,
  IndexName,
  IndexRow,
  Item,
  Key,
  Page,
  QueryInput,
  Table,
  Value,
} from '../../functions/app/store/ports.ts';
import { ModelTable } from './model-table.ts';

export interface TableUnderTest {
  readonly table: Table;
  close(): Promise<void> | void;
}

export interface TableContractOptions {
  /** Runs of the random comparison with the model. */
  readonly runs?: number;
}

const kb = 1024;
const done = { ok: true, value: undefined };

/** The suite that every engine of the `Table` port passes, whatever is behind it. */
export function tableContract(
  name: string,
  makeTable: () => Promise<TableUnderTest> | TableUnderTest,
  { runs = 100 }: TableContractOptions = {},
): void {
  describe(name, () => {
    let underTest: TableUnderTest;
    let table: Table;
    let partitions = 0;

    beforeAll(async () => {
      underTest = await makeTable();
      table = underTest.table;
    }, 60_000);
    afterAll(async () => underTest.close());

    /** A partition nobody else uses, so that tests share a table. */
    const freshPk = (): string => `TEST#${String((partitions += 1)).padStart(6, '0')}`;

    async function transact(...actions: readonly Action[]): Promise<void> {
      expect(await table.transact(actions)).toEqual(done);
    }

    async function refuses(...actions: readonly Action[]): Promise<void> {
      await expect(table.transact(actions)).rejects.toThrow(RangeError);
    }

    async function putAll(items: readonly Item[], atOnce = 100): Promise<void> {
      for (let at = 0; at < items.length; at += atOnce) {
        await transact(...items.slice(at, at + atOnce).map((put) => ({ put })));
      }
    }

    async function pages<T>(
      read: (input: QueryInput) => Promise<Page<T>>,
      input: QueryInput,
    ): Promise<readonly (readonly T[])[]> {
      const all: (readonly T[])[] = [];
      let cursor: string | undefined;
      do {
        const page = await read({ ...input, ...(cursor === undefined ? {} : { cursor }) });
        all.push(page.items);
        cursor = page.cursor;
      } while (cursor !== undefined);
      return all;
    }

    const query = (input: QueryInput) => pages((each) => table.query(each), input);
    const sortKeys = async (input: QueryInput) => (await query(input)).flat().map((item) => item.sk);

    /** Indexes lag: reads until the answer is right, or for too long. */
    async function indexBecomes(
      index: IndexName,
      input: QueryInput,
      expected: readonly IndexRow[],
    ): Promise<void> {
      let rows: readonly IndexRow[] = [];
      for (let tries = 0; tries < 50; tries += 1) {
        rows = (await pages((each) => table.queryIndex(index, each), input)).flat();
        if (JSON.stringify(rows) === JSON.stringify(expected)) return;
      }
      expect(rows).toEqual(expected);
    }

    describe('items', () => {
      test('come back with every kind of value as it went in', async () => {
        const item: Item = {
          pk: freshPk(),
          sk: 'A',
          text: '惠民 “quoted” \\ \n \u0000 😀',
          empty: '',
          whole: 42,
          zero: 0,
          least: Number.MIN_SAFE_INTEGER,
          most: Number.MAX_SAFE_INTEGER,
          yes: true,
          no: false,
          nothing: null,
          list: [1, 'two', null, [true, []], { deep: { deeper: [0] } }],
          map: { 'dotted.name': 1, '#sign': 2, ':colon': 3, toString: 4, 名: '字' },
          emptyMap: {},
          emptyList: [],
          'an attribute, with.signs': 1,
          size: 'a reserved word of DynamoDB',
        };
        await transact({ put: item });
        expect(await table.get(item)).toEqual(item);
      });

      test('keep bytes as bytes, at any depth', async () => {
        const all = Uint8Array.from({ length: 256 }, (_, at) => at);
        const item: Item = {
          pk: freshPk(),
          sk: 'A',
          all,
          none: new Uint8Array(),
          deep: { list: [all] },
          text: 'x',
        };
        await transact({ put: { ...item, all: Buffer.from(all) } });
        const stored = await table.get(item);
        expect(stored).toEqual(item);
        expect(stored?.all).not.toBeInstanceOf(Buffer);
      });

      test('are absent until put, and their neighbours with them', async () => {
        const pk = freshPk();
        await transact({ put: { pk, sk: 'A' } });
        expect(await table.get({ pk, sk: 'B' })).toBeUndefined();
        expect(await table.get({ pk: `${pk}x`, sk: 'A' })).toBeUndefined();
        expect(await table.get({ pk, sk: 'a' })).toBeUndefined();
        expect(await table.get({ pk, sk: 'A' })).toEqual({ pk, sk: 'A' });
      });

      test('are replaced whole by a put, and gone after a delete', async () => {
        const key = { pk: freshPk(), sk: 'A' };
        await transact({ put: { ...key, one: 1, two: 2 } });
        await transact({ put: { ...key, two: 3 } });
        expect(await table.get(key)).toEqual({ ...key, two: 3 });
        await transact({ delete: key });
        expect(await table.get(key)).toBeUndefined();
        await transact({ delete: key });
      });

      test('are stored as they were when the transaction was asked for', async () => {
        const item = { pk: freshPk(), sk: 'A', list: [1] };
        const asked = table.transact([{ put: item }]);
        item.list.push(2);
        expect(await asked).toEqual(done);
        expect(await table.get(item)).toEqual({ ...item, list: [1] });
      });

      test('come by many in the order of the keys, also twice and absent', async () => {
        const pk = freshPk();
        const items = Array.from({ length: 98 }, (_, at) => ({ pk, sk: `S${String(at)}`, at }));
        await putAll(items);
        const keys: Key[] = [{ pk, sk: 'none' }, ...items.toReversed(), { pk, sk: 'S3' }];
        const found = await table.getMany(keys);
        expect(found).toEqual([undefined, ...items.toReversed(), items[3]]);
        expect(await table.getMany([])).toEqual([]);
      });

      test('come by many even when they are more than an answer of DynamoDB holds (16 MB)', async () => {
        const pk = freshPk();
        const items = Array.from({ length: 45 }, (_, at) => ({
          pk,
          sk: `S${String(at)}`,
          text: 'x'.repeat(380 * kb),
        }));
        await putAll(items, 10);
        const found = await table.getMany(items);
        expect(found.map((item) => item?.sk)).toEqual(items.map((item) => item.sk));
        expect(found.every((item) => item?.text === items[0]?.text)).toBe(true);
      }, 60_000);
    });

    describe('updates', () => {
      test('set, add to and remove attributes, and leave the rest', async () => {
        const key = { pk: freshPk(), sk: 'A' };
        await transact({ put: { ...key, kept: 'k', count: 5, gone: 1, text: 'old' } });
        await transact({
          update: key,
          set: { text: 'new', list: [1], bytes: Uint8Array.of(7) },
          add: { count: -7, fresh: 3 },
          remove: ['gone', 'never-there'],
        });
        expect(await table.get(key)).toEqual({
          ...key,
          kept: 'k',
          count: -2,
          fresh: 3,
          text: 'new',
          list: [1],
          bytes: Uint8Array.of(7),
        });
      });

      test('create the item when it is absent, and count from 0', async () => {
        const [pk, other] = [freshPk(), freshPk()];
        await transact({ update: { pk, sk: 'A' }, add: { count: 2 } });
        expect(await table.get({ pk, sk: 'A' })).toEqual({ pk, sk: 'A', count: 2 });
        await transact({ update: { pk: other, sk: 'A' }, remove: ['x'] });
        expect(await table.get({ pk: other, sk: 'A' })).toEqual({ pk: other, sk: 'A' });
      });

      test.each([['text'], [null], [[1]]])('add to numbers only, not to %j', async (value) => {
        const key = { pk: freshPk(), sk: 'A' };
        await transact({ put: { ...key, value } });
        await refuses({ update: key, add: { value: 1 } });
        expect(await table.get(key)).toEqual({ ...key, value });
      });

      test('made at once all count', async () => {
        const key = { pk: freshPk(), sk: 'A' };
        const increments = Array.from({ length: 25 }, () =>
          table.transact([{ update: key, add: { count: 1 } }]),
        );
        expect(await Promise.all(increments)).toEqual(increments.map(() => done));
        expect(await table.get(key)).toEqual({ ...key, count: 25 });
      });
    });

    describe('conditions', () => {
      const operators = ['=', '<>', '<', '<=', '>', '>='] as const;
      type Operator = (typeof operators)[number];
      const stored = {
        text: 'm',
        number: 10,
        yes: true,
        nothing: null,
        list: [1],
        high: '\u{1F600}',
        empty: '',
      };
      const whenLess: readonly Operator[] = ['<>', '<', '<='];
      const whenEqual: readonly Operator[] = ['=', '<=', '>='];
      const whenGreater: readonly Operator[] = ['<>', '>', '>='];
      const never: readonly Operator[] = [];
      const comparisons: [string, string | number, readonly Operator[]][] = [
        ['text', 'l', whenGreater],
        ['text', 'm', whenEqual],
        ['text', 'ma', whenLess],
        ['text', 'n', whenLess],
        ['text', 'M', whenGreater],
        ['empty', 'a', whenLess],
        ['empty', '', whenEqual],
        // By UTF-8 an emoji is behind U+FF5A, by UTF-16 before it.
        ['high', '\uFF5A', whenGreater],
        ['high', '\u{1F601}', whenLess],
        ['number', 9, whenGreater],
        ['number', 10, whenEqual],
        ['number', 11, whenLess],
        ['number', -100, whenGreater],
        // Text and numbers do not compare, nor does what is absent or null.
        ['number', '10', never],
        ['text', 10, never],
        ['yes', 'true', never],
        ['nothing', 'null', never],
        ['list', 1, never],
        ['absent', 'm', never],
        ['absent', 0, never],
        ['absent', '', never],
      ];
      const others: [Condition, boolean][] = [
        [{ exists: true }, true],
        [{ exists: false }, false],
        [{ attribute: 'yes', is: '=', value: true }, true],
        [{ attribute: 'yes', is: '=', value: false }, false],
        [{ attribute: 'yes', is: '<>', value: false }, true],
        [{ attribute: 'yes', is: '<>', value: true }, false],
        [{ attribute: 'absent', is: '<>', value: true }, false],
        [{ attribute: 'pk', is: '>', value: 'TEST' }, true],
        [{ attribute: 'text', present: true }, true],
        [{ attribute: 'text', present: false }, false],
        [{ attribute: 'nothing', present: true }, true],
        [{ attribute: 'absent', present: true }, false],
        [{ attribute: 'absent', present: false }, true],
        [{ attribute: 'toString', present: true }, false],
        [{ all: [{ exists: true }] }, true],
        [{ any: [{ exists: false }] }, false],
        [{ all: [{ exists: true }, { attribute: 'number', is: '>', value: 3 }] }, true],
        [{ all: [{ exists: true }, { attribute: 'number', is: '>', value: 30 }] }, false],
        [{ any: [{ exists: false }, { attribute: 'number', is: '<>', value: 3 }] }, true],
        [{ any: [{ exists: false }, { attribute: 'number', is: '<>', value: 10 }] }, false],
        [
          {
            all: [
              {
                any: [
                  { attribute: 'text', is: '=', value: 'x' },
                  { attribute: 'text', is: '<>', value: 'y' },
                ],
              },
              { all: [{ any: [{ attribute: 'number', is: '<', value: 11 }] }] },
            ],
          },
          true,
        ],
        // AND binds before OR unless parts are kept together.
        [{ all: [{ any: [{ exists: true }, { exists: true }] }, { exists: false }] }, false],
      ];
      const cases: [Condition, boolean][] = [
        ...comparisons.flatMap(([attribute, value, holding]) =>
          operators.map((is): [Condition, boolean] => [{ attribute, is, value }, holding.includes(is)]),
        ),
        ...others,
      ];

      test('hold, or fail with the stored item', async () => {
        const item: Item = { pk: freshPk(), sk: 'A', ...stored };
        await transact({ put: item });
        const failed = {
          ok: false,
          error: { kind: 'cancelled', reasons: [{ code: 'condition-failed', item }] },
        };
        const answers: unknown[] = [];
        for (const [condition] of cases) {
          const result = await table.transact([{ check: item, if: condition }]);
          answers.push([condition, result]);
        }
        expect(answers).toEqual(cases.map(([condition, holds]) => [condition, holds ? done : failed]));
      });

      test('about an absent item hold of its absence only', async () => {
        const key = { pk: freshPk(), sk: 'A' };
        const failed = { ok: false, error: { kind: 'cancelled', reasons: [{ code: 'condition-failed' }] } };
        const holding: readonly Condition[] = [
          { exists: false },
          { attribute: 'text', present: false },
          { any: [{ exists: true }, { exists: false }] },
        ];
        const failing: readonly Condition[] = [
          { exists: true },
          { attribute: 'text', present: true },
          ...operators.map((is) => ({ attribute: 'text', is, value: 'm' })),
        ];
        for (const condition of holding)
          expect(await table.transact([{ check: key, if: condition }])).toEqual(done);
        for (const condition of failing) {
          expect([condition, await table.transact([{ check: key, if: condition }])]).toEqual([
            condition,
            failed,
          ]);
        }
        expect(await table.get(key)).toBeUndefined();
      });

      test('guard puts, updates and deletes alike', async () => {
        const key = { pk: freshPk(), sk: 'A' };
        await transact({ put: { ...key, version: 1 }, if: { exists: false } });
        const stale: Condition = { attribute: 'version', is: '=', value: 0 };
        for (const action of [
          { put: { ...key, version: 9 }, if: stale },
          { update: key, set: { version: 9 }, if: stale },
          { delete: key, if: stale },
          { put: { ...key, version: 9 }, if: { exists: false } },
        ]) {
          expect(await table.transact([action])).toMatchObject({ ok: false });
        }
        expect(await table.get(key)).toEqual({ ...key, version: 1 });
        const current: Condition = { attribute: 'version', is: '=', value: 1 };
        await transact({ update: key, add: { version: 1 }, if: current });
        await transact({ delete: key, if: { attribute: 'version', is: '=', value: 2 } });
        expect(await table.get(key)).toBeUndefined();
      });
    });

    describe('transactions', () => {
      test('happen whole', async () => {
        const pk = freshPk();
        await transact(
          { put: { pk, sk: 'updated', n: 1 } },
          { put: { pk, sk: 'deleted' } },
          { put: { pk, sk: 'checked' } },
        );
        await transact(
          { put: { pk, sk: 'put' } },
          { update: { pk, sk: 'updated' }, add: { n: 1 } },
          { delete: { pk, sk: 'deleted' } },
          { check: { pk, sk: 'checked' }, if: { exists: true } },
        );
        expect((await query({ pk })).flat()).toEqual([
          { pk, sk: 'checked' },
          { pk, sk: 'put' },
          { pk, sk: 'updated', n: 2 },
        ]);
      });

      test('or not at all, with a reason for each action in their order', async () => {
        const pk = freshPk();
        const held = { pk, sk: 'held', state: 'paid', bytes: Uint8Array.of(1) };
        await transact({ put: held });
        const result = await table.transact([
          { put: { pk, sk: 'new' } },
          {
            update: { pk, sk: 'held' },
            set: { state: 'x' },
            if: { attribute: 'state', is: '=', value: 'due' },
          },
          { check: { pk, sk: 'free' }, if: { exists: false } },
          { delete: { pk, sk: 'absent' }, if: { exists: true } },
        ]);
        expect(result).toEqual({
          ok: false,
          error: {
            kind: 'cancelled',
            reasons: [
              { code: 'none' },
              { code: 'condition-failed', item: held },
              { code: 'none' },
              { code: 'condition-failed' },
            ],
          },
        });
        expect((await query({ pk })).flat()).toEqual([held]);
      });

      test('that race for one version are won by one', async () => {
        const key = { pk: freshPk(), sk: 'A' };
        await transact({ put: { ...key, version: 1 } });
        const racers = Array.from({ length: 10 }, (_, at) =>
          table.transact([
            { put: { ...key, version: 2, by: at }, if: { attribute: 'version', is: '=', value: 1 } },
            { put: { pk: key.pk, sk: `note ${String(at)}` }, if: { exists: false } },
          ]),
        );
        const winners = (await Promise.all(racers)).flatMap((result, at) => (result.ok ? [at] : []));
        expect(winners).toHaveLength(1);
        expect((await query({ pk: key.pk })).flat()).toEqual([
          { ...key, version: 2, by: winners[0] },
          { pk: key.pk, sk: `note ${String(winners[0])}` },
        ]);
      });

      test('agree with a plain model, whatever the actions', async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(actionLists, { minLength: 1, maxLength: 12 }), async (transactions) => {
            const model = new ModelTable();
            const [one, two] = [freshPk(), freshPk()];
            const inPartitions = (action: Action) => renamed(action, one, two);
            for (const actions of transactions.map((list) => list.map(inPartitions))) {
              const result = await table.transact(actions);
              const outcome = result.ok ? 'done' : result.error.reasons;
              expect({ actions, outcome }).toEqual({ actions, outcome: model.transact(actions) });
            }
            for (const pk of [one, two]) {
              const keys = ['A', 'B'].map((sk) => ({ pk, sk }));
              const expected = keys.map((key) => model.get(key));
              expect(await table.getMany(keys)).toEqual(expected);
              expect((await query({ pk })).flat()).toEqual(expected.filter((item) => item !== undefined));
            }
          }),
          { numRuns: runs },
        );
      }, 60_000);
    });

    describe('queries', () => {
      test('page by limit and end without a cursor, either way', async () => {
        const pk = freshPk();
        const all = Array.from({ length: 10 }, (_, at) => `S${String(at)}`);
        await putAll([...all.map((sk) => ({ pk, sk })), { pk: `${pk}x`, sk: 'S0' }]);
        const counts = async (input: QueryInput) => (await query(input)).map((page) => page.length);
        expect(await counts({ pk, limit: 3 })).toEqual([3, 3, 3, 1]);
        expect(await counts({ pk, limit: 5 })).toEqual([5, 5]);
        expect(await counts({ pk, limit: 10 })).toEqual([10]);
        expect(await counts({ pk, limit: 11 })).toEqual([10]);
        expect(await counts({ pk })).toEqual([10]);
        for (const limit of [1, 2, 3, 5]) {
          expect(await sortKeys({ pk, limit })).toEqual(all);
          expect(await sortKeys({ pk, limit, descending: true })).toEqual(all.toReversed());
        }
        expect(await table.query({ pk: `${pk}y` })).toEqual({ items: [] });
      });

      test('end a page at 1 MB', async () => {
        const pk = freshPk();
        const items = Array.from({ length: 35 }, (_, at) => ({
          pk,
          sk: `S${String(at).padStart(2, '0')}`,
          text: 'x'.repeat(100 * kb),
        }));
        await putAll(items, 35);
        for (const limits of [{}, { limit: 30 }]) {
          const read = await query({ pk, ...limits });
          expect(read.flat().map((item) => item.sk)).toEqual(items.map((item) => item.sk));
          for (const page of read) expect(page.length).toBeLessThanOrEqual(11);
          expect(read[0]?.length).toBeGreaterThanOrEqual(9);
        }
        expect(await sortKeys({ pk, descending: true })).toEqual(items.map((item) => item.sk).reverse());
      }, 30_000);

      test('order by UTF-8, as far as supplementary characters', async () => {
        const pk = freshPk();
        const ordered = [
          'A',
          'Z',
          'a',
          '~',
          'é',
          '中',
          '文',
          '\uE000',
          '\uFF5A',
          '\uFFFD',
          '\u{1F600}',
          '\u{20000}',
        ];
        await putAll(ordered.toReversed().map((sk) => ({ pk, sk })));
        expect(await sortKeys({ pk })).toEqual(ordered);
        expect(await sortKeys({ pk, sk: { from: '中', to: '\u{1F600}' } })).toEqual(ordered.slice(5, 11));
      });

      test('take a range of sort keys, also within a prefix', async () => {
        const pk = freshPk();
        const all = ['A', 'A#1', 'A#2', 'A#2#x', 'A#3', 'A\u{1F600}', 'B', 'B#1'];
        await putAll(all.map((sk) => ({ pk, sk })));
        expect(await sortKeys({ pk, sk: { beginsWith: 'A#' } })).toEqual(['A#1', 'A#2', 'A#2#x', 'A#3']);
        expect(await sortKeys({ pk, sk: { beginsWith: 'A' } })).toEqual(all.slice(0, 6));
        expect(await sortKeys({ pk, sk: { beginsWith: 'C' } })).toEqual([]);
        expect(await sortKeys({ pk, sk: { from: 'A#2' } })).toEqual(all.slice(2));
        expect(await sortKeys({ pk, sk: { to: 'A#2' } })).toEqual(all.slice(0, 3));
        expect(await sortKeys({ pk, sk: { from: 'A#2', to: 'A#3' } })).toEqual(all.slice(2, 5));
        expect(await sortKeys({ pk, sk: { from: 'A#3', to: 'A#2' } })).toEqual([]);
        expect(await sortKeys({ pk, sk: { beginsWith: 'A#', from: 'A#2' } })).toEqual(all.slice(2, 5));
        expect(await sortKeys({ pk, sk: { beginsWith: 'A#', to: 'A#2' } })).toEqual(all.slice(1, 3));
        expect(await sortKeys({ pk, sk: { beginsWith: 'A#', from: 'A', to: 'B' } })).toEqual(all.slice(1, 5));
        expect(await sortKeys({ pk, sk: { beginsWith: 'A#', from: 'B' } })).toEqual([]);
        expect(await sortKeys({ pk, sk: { beginsWith: '', from: '' } })).toEqual(all);
        expect(
          await sortKeys({ pk, sk: { beginsWith: 'A#', from: 'A#2' }, descending: true, limit: 2 }),
        ).toEqual(all.slice(2, 5).reverse());
      });

      test('take any range as the plain order of bytes has it', async () => {
        const pk = freshPk();
        const alphabet = ['a', 'b', '#', 'é', '\uFF5A', '\u{1F600}'];
        const word = (maxLength: number) =>
          fc
            .array(fc.constantFrom(...alphabet), { minLength: 1, maxLength })
            .map((letters) => letters.join(''));
        const all = [...alphabet, ...alphabet.flatMap((one) => alphabet.map((two) => one + two))];
        await putAll(all.map((sk) => ({ pk, sk })));
        const bytes = (text: string) => Buffer.from(text);
        const sorted = all.toSorted((one, other) => Buffer.compare(bytes(one), bytes(other)));
        const range = fc.record({ beginsWith: word(2), from: word(3), to: word(3) }, { requiredKeys: [] });
        await fc.assert(
          fc.asyncProperty(
            range,
            fc.boolean(),
            fc.integer({ min: 1, max: 20 }),
            async (sk, descending, limit) => {
              const within = sorted.filter(
                (key) =>
                  key.startsWith(sk.beginsWith ?? '') &&
                  Buffer.compare(bytes(key), bytes(sk.from ?? '')) >= 0 &&
                  (sk.to === undefined || Buffer.compare(bytes(key), bytes(sk.to)) <= 0),
              );
              const expected = descending ? within.toReversed() : within;
              expect(await sortKeys({ pk, sk, descending, limit })).toEqual(expected);
            },
          ),
          { numRuns: Math.min(runs, 60) },
        );
      }, 30_000);

      test('refuse a cursor that is not theirs', async () => {
        const [pk, other] = [freshPk(), freshPk()];
        await putAll(
          ['A', 'B', 'C'].flatMap((sk) => [
            { pk, sk },
            { pk: other, sk },
          ]),
        );
        const { cursor = '' } = await table.query({ pk: other, limit: 1 });
        expect(cursor).not.toBe('');
        await expect(table.query({ pk, cursor })).rejects.toThrow(RangeError);
        await expect(table.query({ pk: other, sk: { from: 'B' }, cursor })).rejects.toThrow(RangeError);
        await expect(table.queryIndex('gsi1', { pk: other, cursor })).rejects.toThrow(RangeError);
        await expect(table.query({ pk, cursor: 'nonsense' })).rejects.toThrow(RangeError);
        await expect(table.query({ pk, cursor: '' })).rejects.toThrow(RangeError);
      });
    });

    describe('indexes', () => {
      const inIndex = (pk: string, sk: string, indexPk: string, indexSk: string): Item => ({
        pk,
        sk,
        gsi2pk: indexPk,
        gsi2sk: indexSk,
        other: 'x',
      });
      const row = (pk: string, sk: string, indexSk: string): IndexRow => ({ pk, sk, indexSk });

      test('follow the items, each by its own keys', async () => {
        const pk = freshPk();
        await transact(
          { put: { pk, sk: 'A', gsi1pk: `${pk}/1`, gsi1sk: 'a', gsi3pk: `${pk}/3`, gsi3sk: 'z' } },
          { put: { pk, sk: 'B', gsi1pk: `${pk}/1`, gsi1sk: 'b' } },
          { put: { pk, sk: 'C', gsi1pk: `${pk}/1` } },
          { put: { pk, sk: 'D' } },
        );
        await indexBecomes('gsi1', { pk: `${pk}/1` }, [row(pk, 'A', 'a'), row(pk, 'B', 'b')]);
        await indexBecomes('gsi3', { pk: `${pk}/3` }, [row(pk, 'A', 'z')]);
        await indexBecomes('gsi2', { pk: `${pk}/1` }, []);

        await transact(
          { put: { pk, sk: 'A', gsi1pk: `${pk}/1`, gsi1sk: 'c' } },
          { update: { pk, sk: 'B' }, set: { gsi1pk: `${pk}/9` } },
          { update: { pk, sk: 'C' }, set: { gsi1sk: 'd' } },
          { update: { pk, sk: 'D' }, set: { other: 1 } },
        );
        await indexBecomes('gsi1', { pk: `${pk}/1` }, [row(pk, 'A', 'c'), row(pk, 'C', 'd')]);
        await indexBecomes('gsi1', { pk: `${pk}/9` }, [row(pk, 'B', 'b')]);
        await indexBecomes('gsi3', { pk: `${pk}/3` }, []);

        await transact(
          { delete: { pk, sk: 'A' } },
          { update: { pk, sk: 'B' }, remove: ['gsi1sk'] },
          { put: { pk, sk: 'C' } },
        );
        await indexBecomes('gsi1', { pk: `${pk}/1` }, []);
        await indexBecomes('gsi1', { pk: `${pk}/9` }, []);
      });

      test('keep items of one sort key apart and page through them, either way', async () => {
        const indexPk = freshPk();
        const items = ['1', '2', '3', '4', '5', '6', '7'].map((sk) =>
          inIndex(freshPk(), sk, indexPk, 'same'),
        );
        await putAll(items);
        await indexBecomes('gsi2', { pk: indexPk, limit: 50 }, await sortedRows(items, indexPk));
        for (const limit of [1, 2, 3, 7]) {
          const rows = await sortedRows(items, indexPk);
          await indexBecomes('gsi2', { pk: indexPk, limit }, rows);
          await indexBecomes('gsi2', { pk: indexPk, limit, descending: true }, rows.toReversed());
        }
      });

      /** DynamoDB does not say in which order rows of one sort key come, only that paging keeps to it. */
      async function sortedRows(items: readonly Item[], pk: string): Promise<readonly IndexRow[]> {
        for (let tries = 0; tries < 50; tries += 1) {
          const { items: rows } = await table.queryIndex('gsi2', { pk });
          if (rows.length === items.length) {
            expect(rows.map((each) => each.sk).toSorted()).toEqual(items.map((item) => item.sk));
            return rows;
          }
        }
        throw new Error('the index never had all rows');
      }

      test('take ranges, limits and directions', async () => {
        const indexPk = freshPk();
        const pk = freshPk();
        const all = ['2026-01', '2026-02', '2026-02-03', '2026-03', '2027-01'];
        await putAll(all.map((date, at) => inIndex(pk, `S${String(at)}`, indexPk, date)));
        const rows = all.map((date, at) => row(pk, `S${String(at)}`, date));
        await indexBecomes('gsi2', { pk: indexPk, limit: 2 }, rows);
        await indexBecomes('gsi2', { pk: indexPk, sk: { beginsWith: '2026-02' } }, rows.slice(1, 3));
        await indexBecomes('gsi2', { pk: indexPk, sk: { from: '2026-02', to: '2026-03' } }, rows.slice(1, 4));
        await indexBecomes('gsi2', { pk: indexPk, sk: { to: '2026-03' }, descending: true, limit: 3 }, [
          ...rows.slice(0, 4).reverse(),
        ]);
        const { items, cursor } = await table.queryIndex('gsi2', { pk: indexPk, limit: 5 });
        expect({ count: items.length, cursor }).toEqual({ count: 5, cursor: undefined });
      });
    });

    describe('limits', () => {
      const nested = (depth: number): Value => (depth === 0 ? 'x' : [nested(depth - 1)]);
      /** An item of just so many bytes, by DynamoDB's count. */
      const itemOf = (pk: string, sk: string, bytes: number) => {
        const rest = bytes - Buffer.byteLength(`pk${pk}sk${sk}text`);
        return { pk, sk, text: 'x'.repeat(rest) };
      };

      test('an item has at most 400 KB', async () => {
        const pk = freshPk();
        await transact({ put: itemOf(pk, 'A', 400 * kb) });
        await refuses({ put: itemOf(pk, 'A', 400 * kb + 1) });
        await refuses({ update: { pk, sk: 'A' }, set: { y: '' } });
        await transact({ update: { pk, sk: 'A' }, set: { text: '' } });
      });

      test.each<[string, Value, number]>([
        ['text in UTF-8', '惠民', 6],
        ['a short number', 7, 2],
        ['a number of two digits', 42, 2],
        ['a number of three digits', 421, 3],
        ['a number below zero', -42, 3],
        ['a round number', 4200, 2],
        ['the largest number', Number.MAX_SAFE_INTEGER, 9],
        ['bytes', new Uint8Array(10), 10],
        ['a boolean', false, 1],
        ['nothing', null, 1],
        ['an empty list', [], 3],
        ['a list', ['ab', true], 3 + 2 + 3],
        ['an empty map', {}, 3],
        ['a map', { ab: 'cd', e: { f: null } }, 3 + 2 + 4 + 1 + 3 + 1 + 2],
      ])('%s is counted as DynamoDB counts it', async (_, value, bytes) => {
        const pk = freshPk();
        // A byte of slack: DynamoDB's documentation calls the size of a number "approximately".
        const { text } = itemOf(pk, 'A', 400 * kb - 'value'.length - bytes);
        await transact({ put: { pk, sk: 'A', value, text } });
        await refuses({ put: { pk, sk: 'A', value, text: `${text}xx` } });
      });

      test('a transaction has 1 to 100 actions', async () => {
        const pk = freshPk();
        const puts = Array.from({ length: 101 }, (_, at) => ({ put: { pk, sk: String(at) } }));
        await transact(...puts.slice(1));
        await refuses(...puts);
        await refuses();
        expect(await table.get({ pk, sk: '0' })).toBeUndefined();
      });

      test('a transaction has at most 4 MB', async () => {
        const pk = freshPk();
        const ten = Array.from({ length: 10 }, (_, at) => ({ put: itemOf(pk, String(at), 400 * kb) }));
        await transact(...ten, { put: itemOf(pk, 'last', 96 * kb) });
        await refuses(...ten, { put: itemOf(pk, 'last', 96 * kb + 1) });
      }, 30_000);

      test('a transaction has one action an item', async () => {
        const key = { pk: freshPk(), sk: 'A' };
        await refuses({ put: key }, { delete: key });
        await refuses({ check: key, if: { exists: false } }, { put: key });
        expect(await table.get(key)).toBeUndefined();
      });

      test('keys are text of some length and no more than DynamoDB takes', async () => {
        const pk = freshPk();
        for (const key of [
          { pk: '', sk: 'A' },
          { pk, sk: '' },
          { pk: 'p'.repeat(2049), sk: 'A' },
          { pk, sk: 's'.repeat(1025) },
          { pk, sk: '惠'.repeat(342) },
          { pk, sk: 'lone \uD800' },
        ]) {
          await refuses({ put: key });
          await refuses({ update: key, set: { x: 1 } });
          await refuses({ delete: key });
          await refuses({ check: key, if: { exists: false } });
          await expect(table.get(key)).rejects.toThrow(RangeError);
          await expect(table.getMany([key])).rejects.toThrow(RangeError);
        }
        await expect(table.query({ pk: '' })).rejects.toThrow(RangeError);
        await expect(table.queryIndex('gsi1', { pk: '' })).rejects.toThrow(RangeError);
        const longest = { pk: pk.padEnd(2048, 'p'), sk: '惠'.repeat(341) + 's' };
        await transact({ put: longest });
        expect(await sortKeys({ pk: longest.pk, sk: { beginsWith: longest.sk } })).toEqual([longest.sk]);
        expect(
          await sortKeys({ pk: longest.pk, sk: { beginsWith: longest.sk.slice(0, -1), from: 'A' } }),
        ).toEqual([longest.sk]);
      });

      test('index keys are text of some length, or absent', async () => {
        const pk = freshPk();
        for (const gsi1sk of ['', 7, null, 's'.repeat(1025)]) {
          await refuses({ put: { pk, sk: 'A', gsi1pk: 'x', gsi1sk } });
          await refuses({ update: { pk, sk: 'A' }, set: { gsi1sk } });
        }
        await refuses({ put: { pk, sk: 'A', gsi2pk: 'p'.repeat(2049), gsi2sk: 'x' } });
        await refuses({ update: { pk, sk: 'A' }, add: { gsi1pk: 1 } });
        expect(await table.get({ pk, sk: 'A' })).toBeUndefined();
      });

      test('numbers are safe integers, and values are what the port has', async () => {
        const pk = freshPk();
        const wrong = [
          0.5,
          NaN,
          Infinity,
          2 ** 53,
          undefined,
          10n,
          'lone \uDC00',
          new Date(0).getTime() + 0.1,
        ];
        for (const value of wrong) {
          await refuses({ put: { pk, sk: 'A', value: value as Value } });
          await refuses({ put: { pk, sk: 'A', list: [{ value: value as Value }] } });
          await refuses({ update: { pk, sk: 'A' }, set: { value: value as Value } });
        }
        await refuses({ update: { pk, sk: 'A' }, add: { value: 0.5 } });
        await refuses({ put: { pk, sk: 'A', '': 1 } });
        await refuses({ put: { pk, sk: 'A', map: { '': 1 } } });
        await refuses({ put: { pk, sk: 'A', deep: nested(33) } });
        await transact({ put: { pk, sk: 'A', deep: nested(31) } });
        expect(await table.get({ pk, sk: 'A' })).toEqual({ pk, sk: 'A', deep: nested(31) });
      });

      test('updates and conditions say something, and not too much', async () => {
        const update = { pk: freshPk(), sk: 'A' };
        const many = (count: number) =>
          Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${String(at)}`, at]));
        const comparisons = (count: number) =>
          Array.from({ length: count }, (_, at) => ({
            attribute: `a${String(at)}`,
            is: '<>' as const,
            value: 1,
          }));
        await refuses({ update });
        await refuses({ update, set: {}, add: {}, remove: [] });
        await refuses({ update, set: { x: 1 }, add: { x: 1 } });
        await refuses({ update, set: { x: 1 }, remove: ['x'] });
        await refuses({ update, set: { sk: 'B' } });
        await refuses({ update, remove: ['pk'] });
        await refuses({ update, set: many(101) });
        await refuses({ check: update, if: { all: [] } });
        await refuses({ check: update, if: { any: [{ exists: true }, { any: [] }] } });
        await refuses({ check: update, if: { attribute: 'x', is: '<', value: true } });
        await refuses({ check: update, if: { attribute: '', present: true } });
        await refuses({ check: update, if: { any: comparisons(51) } });
        await transact({ update, set: many(100), if: { any: [{ exists: false }, ...comparisons(49)] } });
        await transact({ update, set: many(100), if: { any: [{ exists: true }, ...comparisons(49)] } });
      });

      test('pages and batches have sizes', async () => {
        const pk = freshPk();
        for (const limit of [0, -1, 1.5]) {
          await expect(table.query({ pk, limit })).rejects.toThrow(RangeError);
          await expect(table.queryIndex('gsi1', { pk, limit })).rejects.toThrow(RangeError);
        }
        await expect(table.query({ pk, sk: { from: 's'.repeat(1025) } })).rejects.toThrow(RangeError);
        const keys = Array.from({ length: 101 }, (_, at) => ({ pk, sk: String(at) }));
        await expect(table.getMany(keys)).rejects.toThrow(RangeError);
        expect(await table.getMany(keys.slice(1))).toEqual(keys.slice(1).map(() => undefined));
      });
    });
  });
}

/** A few values and attributes, so that conditions hold as often as not. */
const values = fc.constantFrom<string | number | boolean>('a', 'b', '\uFF5A', '\u{1F600}', 0, 1, 2, true);
const counters = fc.integer({ min: -2, max: 2 });
const attribute = fc.constantFrom('x', 'y');

const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ attribute: fc.constantFrom('x', 'y', 'n'), is: fc.constantFrom('=', '<>'), value: values }),
  fc.record({
    attribute: fc.constantFrom('x', 'y', 'n'),
    is: fc.constantFrom('<', '<=', '>', '>='),
    value: fc.constantFrom<string | number>('a', '\uFF5A', 0, 1),
  }),
  fc.record({ attribute: fc.constantFrom('x', 'y', 'n'), present: fc.boolean() }),
  fc.record({ exists: fc.boolean() }),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: comparison },
  { weight: 1, arbitrary: fc.record({ all: fc.array(comparison, { minLength: 1, maxLength: 3 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      any: fc.array(
        fc.oneof(comparison, fc.record({ all: fc.array(comparison, { minLength: 1, maxLength: 2 }) })),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
    }),
  },
);
const maybeIf = fc.oneof(fc.constant({}), fc.record({ if: condition }));

/** The keys of a transaction, each once: 1A, 1B, 2A, 2B. */
const key = fc.constantFrom<Key>(
  { pk: '1', sk: 'A' },
  { pk: '1', sk: 'B' },
  { pk: '2', sk: 'A' },
  { pk: '2', sk: 'B' },
);
const change = fc.oneof(
  fc
    .tuple(fc.dictionary(attribute, values, { maxKeys: 2 }), fc.option(counters, { nil: undefined }))
    .map(([attributes, n]) => ({
      kind: 'put' as const,
      attributes: { ...attributes, ...(n === undefined ? {} : { n }) },
    })),
  fc
    .record({
      set: fc.dictionary(fc.constant('x'), values, { maxKeys: 1 }),
      by: fc.option(counters, { nil: undefined }),
      removes: fc.boolean(),
    })
    .filter(({ set, by, removes }) => removes || by !== undefined || Object.keys(set).length > 0)
    .map(({ set, by, removes }) => ({
      kind: 'update' as const,
      changes: {
        set,
        ...(by === undefined ? {} : { add: { n: by } }),
        ...(removes ? { remove: ['y'] } : {}),
      },
    })),
  fc.constant({ kind: 'delete' as const }),
);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(key, change, maybeIf).map(([at, what, when]): Action => {
      if (what.kind === 'put') return { put: { ...what.attributes, ...at }, ...when };
      return what.kind === 'update' ? { update: at, ...what.changes, ...when } : { delete: at, ...when };
    }),
  },
  { weight: 1, arbitrary: fc.tuple(key, condition).map(([at, when]): Action => ({ check: at, if: when })) },
);
const actionLists = fc.uniqueArray(action, {
  minLength: 1,
  maxLength: 4,
  selector: (each) => JSON.stringify(keyPart(each)),
});

function keyPart(each: Action): Key {
  const { pk, sk } =
    'put' in each ? each.put : 'update' in each ? each.update : 'delete' in each ? each.delete : each.check;
  return { pk, sk };
}

function renamed(each: Action, one: string, two: string): Action {
  const { pk, sk } = keyPart(each);
  const at = { pk: pk === '1' ? one : two, sk };
  if ('put' in each) return { ...each, put: { ...each.put, ...at } };
  if ('update' in each) return { ...each, update: at };
  return 'delete' in each ? { ...each, delete: at } : { ...each, check: at };
}
