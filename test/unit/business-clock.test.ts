import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { type LocalClock, openLocalClock } from '../../local/clock/local-clock.ts';
import { createManualClock, instantAt } from '../../local/clock/manual-clock.ts';

const may20 = calendarDate('2008-05-20');
const folders: string[] = [];
const clocks: LocalClock[] = [];

afterEach(() => {
  jest.useRealTimers();
  for (const clock of clocks.splice(0)) clock.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'huimin-clock-'));
  folders.push(folder);
  return folder;
}

async function open(
  dataFolder: string,
  real: string,
  today?: string,
): Promise<LocalClock & { faults: unknown[]; pass: (milliseconds: number) => void }> {
  let realNow = Date.parse(real);
  const faults: unknown[] = [];
  const clock = await openLocalClock({
    dataFolder,
    realNow: () => realNow,
    reportFault: (fault) => faults.push(fault),
    ...(today !== undefined && { today: calendarDate(today) }),
  });
  clocks.push(clock);
  return { ...clock, faults, pass: (milliseconds) => void (realNow += milliseconds) };
}

describe('the clock of the one-machine home', () => {
  test('is the machine’s, with the date of Shanghai', async () => {
    const clock = await open(aFolder(), '2026-11-23T15:59:59.999Z');
    expect([clock.now(), clock.today()]).toEqual(['2026-11-23T15:59:59.999Z', '2026-11-23']);
    clock.pass(1);
    expect([clock.now(), clock.today()]).toEqual(['2026-11-23T16:00:00.000Z', '2026-11-24']);
  });

  test('moves to a date at the same time of day, forwards and back, and goes on from there', async () => {
    const clock = await open(aFolder(), '2026-11-23T01:30:00Z');
    await clock.setToday(may20);
    expect([clock.now(), clock.today()]).toEqual(['2008-05-20T01:30:00.000Z', '2008-05-20']);
    clock.pass(3_600_000);
    expect(clock.now()).toBe('2008-05-20T02:30:00.000Z');
    await clock.setToday(calendarDate('2009-01-01'));
    expect(clock.now()).toBe('2009-01-01T02:30:00.000Z');
    clock.pass(24 * 3_600_000);
    expect(clock.today()).toBe('2009-01-02');
  });

  test('tells its listeners of a move before it answers, in order, each even if one fails', async () => {
    const clock = await open(aFolder(), '2026-11-23T01:30:00Z', '2008-05-20');
    const heard: string[] = [];
    clock.subscribe(async (from, to) => void heard.push(`first ${from} ${to} ${clock.today()}`));
    const end = clock.subscribe(async () => {
      throw new Error('deaf');
    });
    clock.subscribe(async (from, to) => void heard.push(`third ${from} ${to}`));
    await expect(clock.setToday(calendarDate('2008-05-21'))).rejects.toThrow('not taken up by all');
    expect(heard).toEqual(['first 2008-05-20 2008-05-21 2008-05-21', 'third 2008-05-20 2008-05-21']);
    end();
    await clock.setToday(calendarDate('2008-05-21'));
    expect(heard).toHaveLength(2);
    await clock.setToday(may20);
    expect(heard.at(-1)).toBe('third 2008-05-21 2008-05-20');
  });

  test('tells its listeners of midnight by itself', async () => {
    jest.useFakeTimers();
    const clock = await open(aFolder(), '2008-05-20T15:59:30Z');
    const heard: string[] = [];
    clock.subscribe(async (from, to) => {
      heard.push(`${from} ${to}`);
      throw new Error('deaf');
    });
    clock.pass(30_001);
    await jest.advanceTimersByTimeAsync(30_001);
    expect(heard).toEqual(['2008-05-20 2008-05-21']);
    expect(clock.faults).toHaveLength(1);
    clock.pass(60_000);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(heard).toHaveLength(1);
  });

  test('remembers a moved date over a restart, and the time that passed meanwhile', async () => {
    const folder = aFolder();
    const clock = await open(folder, '2026-11-23T01:30:00Z');
    await clock.setToday(may20);
    const again = await open(folder, '2026-11-24T01:30:00Z');
    expect(again.now()).toBe('2008-05-21T01:30:00.000Z');
  });

  test('HUIMIN_TODAY counts before what is remembered, and is remembered itself', async () => {
    const folder = aFolder();
    await (await open(folder, '2026-11-23T01:30:00Z')).setToday(may20);
    expect((await open(folder, '2026-11-23T01:30:00Z', '2009-03-01')).today()).toBe('2009-03-01');
    expect((await open(folder, '2026-11-23T01:30:00Z')).today()).toBe('2009-03-01');
  });

  test('a damaged memory stops the start instead of being forgotten', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'clock.json'), '{"offsetMilliseconds":"much"}');
    await expect(open(folder, '2026-11-23T01:30:00Z')).rejects.toThrow();
    expect(readFileSync(join(folder, 'clock.json'), 'utf8')).toContain('much');
  });
});

describe('the manual clock', () => {
  test('stands still until it is told, and tells of midnights', async () => {
    const clock = createManualClock(instantAt(may20, '23:30'));
    const heard: string[] = [];
    clock.subscribe(async (from, to) => void heard.push(`${from} ${to}`));
    expect([clock.now(), clock.today()]).toEqual(['2008-05-20T15:30:00.000Z', '2008-05-20']);
    await clock.advance(29 * 60_000);
    expect(heard).toEqual([]);
    await clock.advance(60_000);
    expect([clock.today(), heard]).toEqual(['2008-05-21', ['2008-05-20 2008-05-21']]);
    await clock.setToday(calendarDate('2008-12-31'));
    expect([clock.now(), heard.at(-1)]).toEqual(['2008-12-30T16:00:00.000Z', '2008-05-21 2008-12-31']);
  });
});
