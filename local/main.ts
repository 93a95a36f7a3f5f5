import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CalendarDate, isCalendarDate } from '../functions/domain/time/calendar-date.ts';
import { errorLog } from './home/error-log.ts';
import { projectRoot } from './home/project-root.ts';
import { demoUserNames } from './identity/demo-users.ts';
import { start } from './start.ts';

const usage = `npm start -- [--registers DIR]
  --registers DIR         register-*.csv files (default: data/year-2008)
  PORT=8080               the port on 127.0.0.1
  HUIMIN_DATA=.data       where the data is kept
  HUIMIN_TODAY=2008-05-20 the business date (default: today in Shanghai)`;

const longestEndMilliseconds = 10_000;

await main();

async function main(): Promise<void> {
  const settings = readSettings();
  if (typeof settings === 'string') {
    console.error(`${settings}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const running = await start({
    ...settings,
    assetsFolder: join(import.meta.dirname, '../assets'),
    log: errorLog,
    reportRow: ({ file, line, reason }) => console.error(`${file}, line ${String(line)}: ${reason}`),
    onFatal: (fault) => {
      console.error(`Huimin stops: ${fault.message}. What was acknowledged is in ${settings.dataFolder}.`);
      process.exit(1);
    },
  }).catch((fault: unknown) => {
    console.error(`Huimin cannot start: ${fault instanceof Error ? fault.message : String(fault)}`);
    process.exit(1);
  });
  const { origin } = running.server;
  console.log(`惠民 Huimin is ready on ${origin}

  pages        ${origin}/ and, for staff, ${origin}/staff
  API          ${origin}/openapi.json
  business day ${running.home.clock.today()} (PUT ${origin}/local/clock moves it)
  notices      ${origin}/outbox
  data         ${settings.dataFolder}
  demo users   ${demoUserNames.join(', ')}
               TOKEN=$(npm run --silent token -- street.reviewer)

Ctrl-C ends it.`);

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    // A step may wait for a register or a bank; it is begun anew at the next start, so nothing is lost by leaving it.
    setTimeout(() => process.exit(0), longestEndMilliseconds).unref();
    running.stop().then(
      () => process.exit(0),
      (fault: unknown) => {
        console.error(`the end was not clean: ${fault instanceof Error ? fault.message : String(fault)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

interface Settings {
  readonly port: number;
  readonly dataFolder: string;
  readonly registersFolder: string;
  readonly today?: CalendarDate;
}

function readSettings(): Settings | string {
  const { PORT = '8080', HUIMIN_DATA = '.data', HUIMIN_TODAY } = process.env;
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return `PORT is no port: ${PORT}`;
  if (HUIMIN_TODAY !== undefined && !isCalendarDate(HUIMIN_TODAY)) {
    return `HUIMIN_TODAY is no date (YYYY-MM-DD): ${HUIMIN_TODAY}`;
  }
  try {
    const { values } = parseArgs({ options: { registers: { type: 'string' } } });
    return {
      port,
      dataFolder: resolve(HUIMIN_DATA),
      registersFolder: resolve(values.registers ?? join(projectRoot, 'data/year-2008')),
      ...(HUIMIN_TODAY === undefined ? {} : { today: HUIMIN_TODAY }),
    };
  } catch (error) {
    return error instanceof Error ? error.message : 'the options cannot be read';
  }
}
