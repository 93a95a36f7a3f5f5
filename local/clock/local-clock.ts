import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import {
  type CalendarDate,
  dateInShanghai,
  plusDays,
  startInShanghai,
} from '../../functions/domain/time/calendar-date.ts';
import type { BusinessClock } from './business-clock.ts';
import { DateListeners } from './date-listeners.ts';

export interface LocalClock extends BusinessClock {
  close(): void;
}

export interface LocalClockOptions {
  /** Where `clock.json` remembers a moved date over restarts. */
  readonly dataFolder: string;
  /** HUIMIN_TODAY: starts on this date whatever is remembered. */
  readonly today?: CalendarDate;
  /** Milliseconds since 1970, the machine's own; tests hand in their own. */
  readonly realNow?: () => number;
  /** A listener failed at midnight, when nobody waits for the answer. */
  readonly reportFault: (fault: unknown) => void;
}

const storedSchema = z.strictObject({ offsetMilliseconds: z.int() });

/** setTimeout's limit is far above a day; a machine that slept is noticed at the latest this long after. */
const longestWaitMilliseconds = 60_000;

/** The machine's clock, moved by a fixed offset when somebody set the business date. */
export async function openLocalClock({
  dataFolder,
  today: startOn,
  realNow = Date.now,
  reportFault,
}: LocalClockOptions): Promise<LocalClock> {
  const file = join(dataFolder, 'clock.json');
  const listeners = new DateListeners();
  let offset = await readOffset(file);
  let day = dayAt(realNow() + offset);

  const now = () => realNow() + offset;
  const today = () => {
    if (now() < day.begins || now() >= day.ends) day = dayAt(now());
    return day.date;
  };
  const move = async (date: CalendarDate) => {
    if (date === today()) return;
    const timeOfDay = now() - startInShanghai(today());
    const moved = startInShanghai(date) + timeOfDay - realNow();
    await writeOffset(file, moved);
    offset = moved;
  };
  if (startOn !== undefined) await move(startOn);

  let told = today();
  const tellNewDate = async () => {
    const from = told;
    told = today();
    if (told !== from) await listeners.tell(from, told);
  };
  let timer: NodeJS.Timeout;
  const watchMidnight = () => {
    timer = setTimeout(
      () => {
        tellNewDate().catch(reportFault);
        watchMidnight();
      },
      Math.min(Math.max(day.ends - now(), 0) + 1, longestWaitMilliseconds),
    );
    timer.unref();
  };
  watchMidnight();

  return {
    now: () => new Date(now()).toISOString(),
    today,
    setToday: async (date) => {
      await move(date);
      await tellNewDate();
    },
    subscribe: (listener) => listeners.subscribe(listener),
    close: () => clearTimeout(timer),
  };
}

/** A date with its first instant and the first one after it, so that `today` need not ask a calendar each time. */
function dayAt(instant: number): {
  readonly date: CalendarDate;
  readonly begins: number;
  readonly ends: number;
} {
  const date = dateInShanghai(instant);
  return { date, begins: startInShanghai(date), ends: startInShanghai(plusDays(date, 1)) };
}

async function readOffset(file: string): Promise<number> {
  if (!existsSync(file)) return 0;
  return storedSchema.parse(JSON.parse(await readFile(file, 'utf8'))).offsetMilliseconds;
}

/** Whole or not at all: a kill between the two steps leaves the old file. */
async function writeOffset(file: string, offsetMilliseconds: number): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify({ offsetMilliseconds }), { flush: true });
  await rename(`${file}.new`, file);
}
