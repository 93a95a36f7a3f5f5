import type { ApplicationProblem } from '../../functions/contracts/problem.ts';

const loopbackHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/**
 * Guards what may only be done from this machine by somebody who means it. A page elsewhere can make a browser send
 * requests to 127.0.0.1: under a name of its own that it has pointed there (the Host header shows it), or under ours
 * (Origin or Sec-Fetch-Site shows it). Programs such as curl send neither.
 */
export function refuseForeign(headers: Readonly<Record<string, string>>): ApplicationProblem | undefined {
  const { host, origin } = headers;
  if (host === undefined || !loopbackHost.test(host)) return { kind: 'misdirected-request' };
  if (origin !== undefined && origin !== `http://${host}`) return { kind: 'foreign-origin' };
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none'
    ? undefined
    : { kind: 'foreign-origin' };
}
