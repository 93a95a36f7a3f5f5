// After jest's tests.
import { rmSync } from 'node:fs';

export default function removeTestBuildFolder() {
  rmSync(process.env.HUIMIN_TEST_BUILD, { recursive: true, force: true });
}
