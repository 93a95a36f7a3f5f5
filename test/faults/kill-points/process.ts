// A home that tells a story, round after round, until it is told to die: started again, it finishes the round in which
// it died and tells the next. What it finds, it says on standard output, a JSON line each.
import { writeSync } from 'node:fs';
import type { Point } from './points.ts';
import { shortcomings, stories, type StoryName } from './stories.ts';
import { watchedHome } from './watched-home.ts';

interface Task {
  readonly dataFolder: string;
  readonly registersFolder: string;
  readonly story: StoryName;
  /** Rounds told so far; the last of them may be unfinished. */
  readonly told: number;
  /** Where to die in the next round; absent to finish and stop, or, with `count`, to count the next round's effects. */
  readonly point?: Point;
  readonly count?: boolean;
}

const { dataFolder, registersFolder, story, told, point, count } = JSON.parse(process.argv[2] ?? '') as Task;
const say = (line: object): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};

const at = await watchedHome(dataFolder, registersFolder);
const tell = stories[story];
say({ found: 'at the start', wrong: await at.check() });
if (told > 0) await tell(at, told - 1);
if (point !== undefined || count === true) {
  at.arm(point);
  await tell(at, told);
  say({ counts: at.counts() });
}
const rounds = point === undefined && count !== true ? told : told + 1;
say({ found: 'at the end', wrong: [...(await at.check()), ...(await shortcomings(at, rounds))] });
await at.home.close();
