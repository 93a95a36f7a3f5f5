import { once } from 'node:events';
import { type Result, ok } from '../../functions/domain/result/result.ts';
import { downloadExport } from '../audit/download-export.ts';
import { requestToken } from '../identity/request-token.ts';

/*
 * Writes the audit's export to standard output. Without HUIMIN_TOKEN it is the demo auditor of the running one-machine
 * home who asks; with it, whoever the token is of, at HUIMIN_ORIGIN.
 */
const { HUIMIN_ORIGIN, HUIMIN_TOKEN, HUIMIN_DATA = '.data', PORT = '8080' } = process.env;
const origin = HUIMIN_ORIGIN ?? `http://127.0.0.1:${PORT}`;

const token: Result<string, string> =
  HUIMIN_TOKEN === undefined
    ? await requestToken({ user: 'auditor', origin, dataFolder: HUIMIN_DATA })
    : ok(HUIMIN_TOKEN);
const done = token.ok
  ? await downloadExport({ origin, token: token.value }, async (text) => {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    })
  : token;
if (!done.ok) {
  process.stderr.write(`${done.error}\n`);
  process.exitCode = 1;
}
