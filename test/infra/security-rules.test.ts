import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { huiminApp } from '../../infra/huimin-app.ts';

const out = mkdtempSync(join(tmpdir(), 'huimin-rules-'));
afterAll(() => rmSync(out, { recursive: true }));

test('what breaks a security rule is not synthesised', () => {
  const app = huiminApp([], new Map(), out);
  new Bucket(new Stack(app, 'Careless'), 'Open');
  expect(() => app.synth()).toThrow('AwsSolutions-S1');
}, 60_000);
