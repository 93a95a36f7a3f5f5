import { afterAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const out = mkdtempSync(join(tmpdir(), 'huimin-rules-'));
afterAll(() => rmSync(out, { recursive: true }));

test('what breaks a security rule is not synthesised', async () => {
  // In a process of its own: Node loads the CDK in a second, jest in half a minute.
  const synthesis = promisify(execFile)(process.execPath, ['test/infra/careless-app.ts', out]);
  await expect(synthesis).rejects.toThrow('AwsSolutions-S1');
}, 60_000);
