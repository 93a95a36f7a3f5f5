// Before jest's tests: a folder for what they build of the system, once for all of them. Inside the project, since the
// bundles find node_modules, data and policies above them.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const builds = join(import.meta.dirname, '../node_modules/.cache/huimin-test');

export default function makeTestBuildFolder() {
  mkdirSync(builds, { recursive: true });
  // What a run left that was killed.
  for (const name of readdirSync(builds)) {
    if (!isRunning(Number.parseInt(name, 10))) rmSync(join(builds, name), { recursive: true, force: true });
  }
  process.env.HUIMIN_TEST_BUILD = join(builds, `${String(process.pid)}-${randomUUID()}`);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
