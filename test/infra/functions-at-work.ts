import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Cfn } from './synthesis.ts';

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of loading every function and calling some: see lambda-process.ts. */
export interface AtWork {
  readonly loaded: readonly string[];
  readonly health: { readonly statusCode: number };
  readonly openapi: { readonly statusCode: number; readonly body: string };
  readonly badClaim: { readonly statusCode: number; readonly body: string };
  readonly noToken: { readonly statusCode: number };
  readonly publicPage: Answer;
  readonly stylesheet: Answer;
  readonly staffPage: Answer;
  readonly badStep: string;
  readonly origin: readonly boolean[];
  /** Lines that were logged, those in JSON. */
  readonly lines: readonly Cfn[];
}

/** In a process of its own, with Lambda's environment and nothing of this one's. */
export async function atWork(bundles: string): Promise<AtWork> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'test/infra/lambda-process.ts', bundles],
    {
      env: {},
      maxBuffer: 1e8,
    },
  );
  const [logged = '', result = ''] = stdout.split('RESULT ');
  const lines = logged.split('\n').filter((line) => line.startsWith('{'));
  return { ...JSON.parse(result), lines: lines.map((line) => JSON.parse(line)) };
}
