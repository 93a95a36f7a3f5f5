import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { loadPolicies } from '../../functions/adapters/policies/load-policies.ts';
import { readPolicy } from '../../functions/contracts/read-policy.ts';
import { citationOf, policySources } from '../../functions/domain/policy/citations.ts';
import { claimByOf, payByOf, periodFor } from '../../functions/domain/policy/claim-period.ts';
import { policyHash } from '../../functions/domain/policy/policy-hash.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { decideFor } from '../builders/decisions.ts';
import { aPerson } from '../builders/residents.ts';
import { policiesFolder, shippedPolicies, shippedPolicy } from '../builders/shipped-policies.ts';
import { inMemoryRegisters } from '../fakes/registers-in-memory.ts';

const hardshipFile = await readFile(join(policiesFolder, 'special-hardship/2008-1.json'), 'utf8');
const ruralFile = await readFile(join(policiesFolder, 'rural-reward/2008-1.json'), 'utf8');

type Json = Record<string, unknown>;
/** What to set, by JSON pointer; undefined takes the member out. */
type Change = Readonly<Record<string, unknown>>;

function changed(file: string, change: Change): Json {
  const policy = JSON.parse(file) as Json;
  for (const [pointer, value] of Object.entries(change)) {
    const path = pointer.split('/').slice(1);
    const last = path.pop() ?? '';
    const parent = path.reduce((node, name) => node[name] as Json, policy);
    if (value === undefined && Array.isArray(parent)) parent.splice(Number(last), 1);
    else parent[last] = value;
  }
  return policy;
}

/** The problems of a policy file after a change: "pointer: message". */
function problemsOf(file: string, change: Change): string[] {
  const policy = changed(file, change);
  const read = readPolicy('p.json', JSON.stringify(policy));
  return read.ok ? [] : read.error.map(({ file: name, pointer, message }) => `${name}${pointer}: ${message}`);
}

describe('the shipped policies', () => {
  it('load, one version each, in force from 2008 on', async () => {
    const book = await shippedPolicies();
    expect(book.programmes).toEqual(['retiree-one-off', 'rural-reward', 'special-hardship']);
    expect(book.inForce('rural-reward', calendarDate('2007-12-31'), undefined)).toBeUndefined();
    expect(book.inForce('no-such', calendarDate('2008-01-01'), undefined)).toBeUndefined();
    expect(book.byVersion('rural-reward', '2008-1')).toBe(
      book.inForce('rural-reward', calendarDate('2030-01-01'), undefined),
    );
  });

  it('have periods, and dates to claim and pay by', async () => {
    const rural = (await shippedPolicy('rural-reward')).policy;
    const half = periodFor(rural, calendarDate('2008-07-01'));
    expect(half).toMatchObject({ id: '2008-H2', firstDay: '2008-07-01', lastDay: '2008-12-31' });
    expect(payByOf(rural, half)).toBe('2008-12-31');
    expect(claimByOf(rural, periodFor(rural, calendarDate('2008-06-30')))).toBe('2008-06-30');
    const retiree = (await shippedPolicy('retiree-one-off')).policy;
    const cohort = periodFor(retiree, calendarDate('2008-12-31'));
    expect(cohort.id).toBe('2007');
    expect(payByOf(retiree, cohort)).toBe('2008-12-31');
  });

  it('say a source for every condition, rate and share', async () => {
    for (const { policy } of (await shippedPolicies()).all) {
      const sources = [
        ...policy.conditions.map(({ source }) => source),
        ...policy.amount.cases.flatMap(({ rates }) => rates.map(({ source }) => source)),
        ...policy.funding.map(({ source }) => source),
      ];
      expect(sources.filter((source) => !policySources(policy).has(source))).toEqual([]);
      for (const source of sources)
        expect(source).toMatch(/policy-facts\.md §|programmes\.md|^example value/);
    }
  });

  it('say every source in Chinese and in English, without the notes of who wrote the file', async () => {
    for (const { policy } of (await shippedPolicies()).all) {
      for (const source of policySources(policy)) {
        const [chinese, english] = [citationOf(policy, source, 'zh-CN'), citationOf(policy, source, 'en')];
        // A document goes by its number in both.
        const [zh, en] = [chinese, english].map((words) =>
          words.replaceAll(/\p{Script=Han}*〔\d{4}〕\d+号/gu, ''),
        );
        expect(en).not.toMatch(/\p{Script=Han}/u);
        expect(zh).not.toMatch(/[a-z]{2}/i);
        expect(`${chinese} ${english}`).not.toMatch(/\.md|§/);
      }
    }
  });

  it('have the hash of their rules, however their sources are worded', async () => {
    const { policy, hash } = await shippedPolicy('rural-reward');
    const citations = { ...policy.citations, 'example value': { 'zh-CN': '另一说法', en: 'in other words' } };
    expect(policyHash({ ...policy, citations })).toBe(hash);
    expect(policyHash({ ...policy, citations, component: 'other' })).not.toBe(hash);
  });
});

describe('a policy file that is wrong is refused with its place', () => {
  test.each<[string, Change, string]>([
    [
      'a misspelt fact',
      { '/conditions/0/expression': 'persn.rural' },
      '/conditions/0/expression: Unknown variable: persn',
    ],
    [
      'an unknown field',
      { '/conditions/0/expression': 'person.rual' },
      '/conditions/0/expression: No such key: rual',
    ],
    [
      'a wrong type',
      { '/conditions/0/expression': 'person.birthDate >= 1933' },
      '/conditions/0/expression: no such overload: Day >= int',
    ],
    [
      'no condition',
      { '/conditions/0/expression': 'ageOn(person.birthDate, on)' },
      '/conditions/0/expression: gives int, not bool',
    ],
    [
      'no expression',
      { '/conditions/0/expression': 'person.rural &&' },
      '/conditions/0/expression: Unexpected token: EOF',
    ],
    [
      'a date that is none',
      { '/conditions/0/expression': 'person.birthDate > date("2008-02-30")' },
      '/conditions/0/expression: date() takes a literal date',
    ],
    [
      'a computed date',
      { '/conditions/0/expression': 'person.birthDate > date("2008" + "-01-01")' },
      '/conditions/0/expression: date() takes a literal date',
    ],
    [
      'an index that may be out of range',
      { '/conditions/0/expression': 'children[0].died' },
      '/conditions/0/expression: lists are asked by all',
    ],
    [
      'a way round the type check',
      { '/conditions/0/expression': 'dyn(person).rual == true' },
      '/conditions/0/expression: dyn() would pass by',
    ],
    [
      'metFrom that is no day',
      { '/conditions/1/metFrom': 'person.rural' },
      '/conditions/1/metFrom: gives bool, not Day',
    ],
    [
      'an unknown switch',
      { '/conditions/0/orIf': { switch: 'x', expression: 'true' } },
      '/conditions/0/orIf/switch: no switch "x"',
    ],
    [
      'a bad alternative',
      { '/conditions/0/orIf': { switch: 'x', expression: '1' } },
      '/conditions/0/orIf/expression: gives int, not bool',
    ],
    [
      'metFrom without its texts',
      { '/conditions/1/texts/en/later': undefined },
      '/conditions/1/texts/en/later: a text for later',
    ],
    [
      'texts in one language',
      { '/conditions/0/texts/en': undefined },
      '/conditions/0/texts/en: Invalid input',
    ],
    ['an empty text', { '/texts/zh-CN/title': ' ' }, '/texts/zh-CN/title: Too small'],
    [
      'a source that is not cited',
      { '/conditions/0/source': 'a new paper' },
      '/citations/a new paper: is missing',
    ],
    [
      'a source cited in one language',
      { '/citations/example value': { 'zh-CN': '示例值' } },
      '/citations/example value/en: Invalid input',
    ],
    [
      'words for a source it has not',
      { '/citations/an old paper': { 'zh-CN': '旧文件', en: 'an old paper' } },
      '/citations/an old paper: is no source of it',
    ],
    ['no source', { '/conditions/0/source': undefined }, '/conditions/0/source: Invalid input'],
    [
      'a code used twice',
      { '/conditions/1/code': 'born-before-1933' },
      '/conditions/1/code: "born-before-1933" is used twice',
    ],
    [
      'a case named like a condition',
      { '/amount/cases/0/code': 'children' },
      '/amount/cases/0/code: "children" is used twice',
    ],
    ['a misspelt member', { '/efectiveTo': '2009-01-01' }, '/efectiveTo: no such member'],
    ['no date', { '/effectiveFrom': '2008-02-30' }, '/effectiveFrom: not-a-date'],
    [
      'an end before the beginning',
      { '/effectiveTo': '2007-01-01' },
      '/effectiveTo: is before effectiveFrom',
    ],
    [
      'rates that overlap',
      { '/amount/cases/0/rates/1/from': '2011-12-31' },
      '/amount/cases/0/rates/1/from: overlaps the rate before',
    ],
    [
      'a rate without end before another',
      { '/amount/cases/0/rates/0/to': undefined },
      '/amount/cases/0/rates/0: overlaps the next rate',
    ],
    ['a gap', { '/amount/cases/0/rates/1/from': '2012-01-02' }, '/amount/cases/0/rates/1/from: leaves a gap'],
    [
      'a rate that ends before it begins',
      { '/amount/cases/0/rates/0/to': '2007-07-01' },
      '/amount/cases/0/rates/0/to: is before from',
    ],
    [
      'an end to the last rate',
      { '/amount/cases/0/rates/4/to': '2030-01-01' },
      '/amount/cases/0/rates/4/to: the last rate has no end',
    ],
    [
      'no rate at the start',
      { '/amount/cases/0/rates/0/from': '2008-01-02' },
      '/amount/cases/0/rates/0/from: leaves 2008-01-01 without a rate',
    ],
    [
      'a fraction of a fen',
      { '/amount/cases/0/rates/0/fen': 10.5 },
      '/amount/cases/0/rates/0/fen: Invalid input',
    ],
    [
      'shares that do not add up',
      { '/funding/0/basisPoints': 4999 },
      '/funding: shares add up to 9999 basis points',
    ],
    [
      'an attestation nobody asks for',
      { '/attestation': 'required' },
      '/attestation: required, but no condition',
    ],
    [
      'posting without its stage',
      { '/posting': { days: 7, minimumGroup: 5, source: 'example value' } },
      '/reviewChain: leaves out the posting',
    ],
    ['a posting stage without posting', { '/reviewChain/3': 'posting' }, '/posting: is "none", but'],
    [
      'instalments of a monthly rate',
      { '/amount/instalments': 2 },
      '/amount/instalments: goes with the basis per-period',
    ],
    [
      'months of a cohort',
      { '/period': { kind: 'cohort-year', yearsBefore: 1 } },
      '/amount/basis: months count within',
    ],
    [
      'half the year’s dates',
      { '/deadlines/periods/1': undefined },
      '/deadlines/periods: has "H1", and the period needs "H1, H2"',
    ],
    [
      '29 February as a yearly date',
      { '/deadlines/periods/0/payBy/monthDay': '02-29' },
      '/deadlines/periods/0/payBy/monthDay: not a month and day',
    ],
    [
      'an heir who is not entitled',
      { '/asks/onBehalfOf': 'optional' },
      '/asks/onBehalfOf: a claim for another',
    ],
  ])('%s', (_name, change, expected) => {
    const problems = problemsOf(hardshipFile, change);
    expect(problems.map((problem) => problem.slice(0, `p.json${expected}`.length))).toContain(
      `p.json${expected}`,
    );
  });

  test.each<[string, Change, string]>([
    [
      'a rate that does not divide',
      { '/amount/cases/0/rates/0/fen': 60001 },
      '/amount/cases/0/rates/0/fen: does not divide',
    ],
    [
      'a month in a half-yearly amount',
      { '/conditions/0/level': 'month' },
      '/conditions/0/level: months count only',
    ],
    [
      'instalments that are not the periods',
      { '/amount/instalments': 4 },
      '/amount/instalments: a year has 2',
    ],
  ])('%s', (_name, change, expected) => {
    expect(
      problemsOf(ruralFile, change).map((problem) => problem.slice(0, `p.json${expected}`.length)),
    ).toContain(`p.json${expected}`);
  });

  it('reports all problems of a file at once, and what is no JSON', () => {
    const problems = problemsOf(hardshipFile, {
      '/funding/0/basisPoints': 1,
      '/conditions/0/expression': 'x',
      '/conditions/2/expression': 'y',
    });
    expect(problems).toHaveLength(3);
    expect(readPolicy('p.json', '{')).toMatchObject({ ok: false, error: [{ file: 'p.json', pointer: '' }] });
  });

  it('changes its hash with any rule, and with nothing else', () => {
    const hash = (text: string): string => {
      const read = readPolicy('p.json', text);
      return read.ok ? read.value.hash : '';
    };
    expect(hash(JSON.stringify(JSON.parse(ruralFile)))).toBe(hash(ruralFile));
    const other = changed(ruralFile, { '/amount/cases/0/rates/2/fen': 96002 });
    expect(hash(JSON.stringify(other))).not.toBe(hash(ruralFile));
  });
});

describe('a folder of policies', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policies-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function put(path: string, policy: Json): Promise<void> {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), JSON.stringify(policy));
  }

  /** An invented programme, as an engineer would write it: one file. */
  function winterFuel(): Json {
    const policy = JSON.parse(ruralFile) as Json;
    const texts = { 'zh-CN': { asks: '问', failed: '未满足' }, en: { asks: 'asks', failed: 'failed' } };
    return {
      ...policy,
      programme: 'winter-fuel',
      version: '2010',
      effectiveFrom: '2010-01-01',
      kind: 'one-off',
      period: { kind: 'year' },
      attestation: 'not-required',
      conditions: [
        { code: 'living', level: 'claim', expression: 'person.living', source: 'example value', texts },
        {
          code: 'old-enough',
          level: 'period',
          expression:
            'ageOn(person.birthDate, period.lastDay) >= 70 || children.exists(c, c.died && !c.female)',
          source: 'example value',
          texts,
        },
      ],
      amount: {
        basis: 'fixed',
        cases: [
          {
            code: 'rural',
            when: 'person.rural',
            rates: [{ from: '2010-01-01', fen: 50000, source: 'example value' }],
            texts: { 'zh-CN': '农村', en: 'rural' },
          },
          {
            code: 'urban',
            when: 'true',
            rates: [{ from: '2010-01-01', fen: 30000, source: 'example value' }],
            texts: { 'zh-CN': '城镇', en: 'urban' },
          },
        ],
      },
      component: 'winter',
      citations: { 'example value': { 'zh-CN': '示例值', en: 'an example value' } },
      reviewChain: ['district'],
      posting: 'none',
      deadlines: {
        ...(policy.deadlines as Json),
        periods: [
          {
            part: 'year',
            claimBy: { monthDay: '12-31', yearsAfter: 0 },
            payBy: { monthDay: '01-31', yearsAfter: 1 },
          },
        ],
      },
    };
  }

  it('takes a new programme from one file, without code', async () => {
    await put('winter-fuel/2010.json', winterFuel());
    const loaded = await loadPolicies(folder);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const policy = loaded.value.inForce('winter-fuel', calendarDate('2010-11-01'), undefined);
    if (!policy) throw new Error('not in force');
    expect(policy.registers).toEqual(['population']);
    const old = aPerson('1940-12-31', 'male');
    const young = aPerson('1941-01-01', 'female', { householdType: 'urban' });
    const bereaved = aPerson('1950-01-01', 'female', { householdType: 'urban' });
    const son = aPerson('1975-01-01', 'male', { parents: [bereaved], diedOn: '2000-01-01' });
    const registers = inMemoryRegisters({ population: [old, young, bereaved, son] });
    const of = async (who: typeof old): Promise<unknown> =>
      decideFor(registers, policy, who.residentId, { on: '2010-11-01' });
    expect(await of(old)).toMatchObject({ outcome: 'met', amountFen: 500_00, period: { id: '2010' } });
    expect(await of(young)).toMatchObject({ outcome: 'failed', failing: ['old-enough'] });
    expect(await of(bereaved)).toMatchObject({
      outcome: 'met',
      components: [{ component: 'winter', amountFen: 300_00 }],
    });
  });

  it('refuses them all for one bad file, a wrong place, and two versions of one day', async () => {
    const problems = async (): Promise<string[]> => {
      const loaded = await loadPolicies(folder);
      return loaded.ok
        ? []
        : loaded.error.map(({ file, pointer, message }) => `${file}${pointer}: ${message}`);
    };
    expect(await problems()).toEqual(['.: holds no policy file']);
    await put('winter-fuel/2010.json', winterFuel());
    await put('winter-fuel/2011.json', { ...winterFuel(), version: '2011' });
    expect((await problems())[0]).toContain(
      'winter-fuel/2011.json/effectiveFrom: version "2010" has the same first day',
    );
    await put('winter-fuel/2011.json', winterFuel());
    expect(await problems()).toEqual(['winter-fuel/2011.json/version: belongs in winter-fuel/2010.json']);
    await put('winter-fuel/2011.json', {
      ...winterFuel(),
      version: '2011',
      effectiveFrom: '2011-01-01',
      effectiveTo: '2011-12-31',
    });
    const loaded = await loadPolicies(folder);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const versionOn = (day: string, published?: string): string | undefined => {
      const publication =
        published === undefined ? undefined : { version: published, from: calendarDate('2011-03-01') };
      return loaded.value.inForce('winter-fuel', calendarDate(day), publication)?.policy.version;
    };
    // A later version holds once two people have published it, and not by its file alone.
    expect(versionOn('2011-06-01')).toBe('2010');
    expect(versionOn('2011-06-01', '2011')).toBe('2011');
    expect(versionOn('2011-12-31', '2011')).toBe('2011');
    expect(versionOn('2012-01-01', '2011')).toBeUndefined();
    expect(versionOn('2012-01-01', '2010')).toBe('2010');
    expect(versionOn('2011-06-01', 'no-such')).toBeUndefined();
    await put('winter-fuel/2011.json', {
      ...winterFuel(),
      version: '2011',
      effectiveFrom: '2011-01-01',
      component: 'summer',
    });
    expect((await problems())[0]).toContain('winter-fuel/2011.json/component: differs from version "2010"');
  });
});
