// The order in which jest runs the test files. With few workers the suite lasts as long as its longest file only if
// that one is started first; jest itself knows how long files take only after a first run, which CI never has had.
import { statSync } from 'node:fs';

const slowest = [
  'test/e2e/year.test.ts',
  'test/browser/pages.test.ts',
  'test/infra/infra.test.ts',
  'test/faults/kill-points.test.ts',
  'test/faults/system-kill.test.ts',
  'test/contract/dynamodb-local.test.ts',
];

/** What jest asks of a test sequencer. */
export default class SlowestFirst {
  sort(tests) {
    const rank = ({ path }) => {
      const at = slowest.findIndex((name) => path.endsWith(`/${name}`));
      return at === -1 ? slowest.length : at;
    };
    // The others as jest does without a memory: the larger file, the longer it takes.
    const size = new Map(tests.map(({ path }) => [path, statSync(path).size]));
    return [...tests].sort((a, b) => rank(a) - rank(b) || size.get(b.path) - size.get(a.path));
  }

  cacheResults() {
    // The order does not depend on earlier runs.
  }
}
