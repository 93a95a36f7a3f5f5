import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { ApiClients } from '../../../contracts/api-client.ts';
import type { Clock } from '../../../app/ports/clock.ts';
import type { Keyed } from '../../../app/ports/secrets.ts';
import type { Visits } from '../../../app/visits/visits.ts';
import { readMe } from '../../../contracts/http/staff.ts';
import { type Language, languages } from '../../../contracts/language.ts';
import type { Visit } from '../../../contracts/store/visit.ts';
import { csrfField } from '../../../web/components/form.tsx';
import { keptForm, signInBeside } from '../../../web/journeys/problem/kept-form.tsx';
import { problemPage } from '../../../web/journeys/problem/problem-page.tsx';
import type { Assets } from '../../../web/kernel/page-context.ts';
import { pageFinder } from '../../../web/kernel/page-finder.ts';
import {
  type Page,
  type PageAnswer,
  type PageRequest,
  type Staff,
  problemOf,
} from '../../../web/kernel/page.ts';
import { renderPage } from '../../../web/kernel/render.ts';
import { faultAttributes, type Log } from '../../edge/log.ts';
import { noLambdaContext } from '../../edge/no-lambda-context.ts';
import { sandboxed } from '../../edge/sandboxed.ts';
import { preferredLanguage } from '../../http/edge/language.ts';
import { compressed } from './compressed.ts';

export interface PageDeps {
  /** Where pages get everything from. */
  readonly apiClients: ApiClients;
  readonly visits: Visits;
  readonly keyed: Pick<Keyed, 'blindIndex'>;
  readonly clock: Pick<Clock, 'today'>;
  readonly assets: Assets;
  readonly log: Log;
  /** How browsers reach us, such as `https://huimin.example`. */
  readonly origin: string;
  /** Where forms may be sent beside ourselves: the store for uploads there. */
  readonly uploadOrigins: readonly string[];
}

export interface PageHandler {
  /** Whether there is a page at a path, by whatever method. */
  owns(path: string): boolean;
  readonly handler: (
    event: APIGatewayProxyEventV2,
    context?: Context,
  ) => Promise<APIGatewayProxyStructuredResultV2>;
}

const visitCookie = 'huimin-visit';
const languageCookie = 'huimin-language';
const defaultFormLimitBytes = 64 * 1024;
const yearSeconds = 365 * 24 * 3600;

/**
 * Serves pages: finds the page, the visit and the language; refuses a posted form that is not ours, or shows it again
 * where the visit alone has run out; sends staff who are not signed in to sign in and back; keeps what is to be
 * remembered before it answers.
 */
export function pageHandler(pages: readonly Page[], deps: PageDeps): PageHandler {
  const find = pageFinder(pages);
  const serve = createServe(find, deps);
  const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
    timeoutEarlyInMillis: 500,
  })
    .use(faultsShown(deps))
    .handler(serve);
  return {
    owns: (path) => find('GET', path).kind !== 'none',
    handler: async (event, context) =>
      compressed(await handler(event, context ?? noLambdaContext), event.headers['accept-encoding']),
  };
}

function faultsShown(
  deps: PageDeps,
): middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError: (request) => {
      const { event, error } = request;
      deps.log.error('page failed', {
        requestId: event.requestContext.requestId,
        ...faultAttributes(error),
      });
      request.response = faultAnswer(deps, event);
    },
  };
}

interface Browser {
  readonly visitId: string;
  /** No cookie came: one is set with the answer. */
  readonly isNew: boolean;
  readonly language: Language;
  readonly setsLanguage: boolean;
  readonly target: string;
}

function createServe(find: ReturnType<typeof pageFinder>, deps: PageDeps) {
  const { apiClients, visits, clock } = deps;
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { method, path } = event.requestContext.http;
    const browser = browserOf(event, visits);
    const found = find(method === 'HEAD' ? 'GET' : method, path);
    if (found.kind !== 'found') {
      const code = found.kind === 'none' ? 'not-found' : 'method-not-allowed';
      return written(deps, event, browser, problemOf(code, found.kind === 'none' ? 404 : 405), undefined);
    }
    const { page, params } = found;
    const visit = browser.isNew ? {} : await visits.open(browser.visitId);
    const form = page.method === 'POST' ? formOf(event, page) : new URLSearchParams();
    if (form === 'too-large') {
      return written(deps, event, browser, problemOf('body-too-large', 413), undefined);
    }
    const proof =
      page.method === 'POST' ? proofOf(event, form, csrfTokenOf(deps, browser), deps.origin) : 'ours';
    if (proof === 'none' || (proof === 'same-origin' && !page.again)) {
      return written(deps, event, browser, problemOf('form-expired', 403), undefined);
    }
    const clientOf = ({ staff: signedIn, claim }: Visit) =>
      apiClients(
        {
          accessToken: page.who === 'staff' ? signedIn?.accessToken : undefined,
          accessCode: page.who === 'staff' ? undefined : claim?.accessCode,
        },
        browser.language,
      );
    const client = clientOf(visit);
    let staff: Staff | undefined;
    if (page.who === 'staff') {
      const me = visit.staff ? await client.call(readMe, {}) : undefined;
      if (!me || (!me.ok && me.error.status === 401)) {
        return page.again
          ? written(deps, event, browser, signInBeside(form, browser.language), undefined)
          : toSignIn(browser, page);
      }
      if (!me.ok) return written(deps, event, browser, { kind: 'problem', problem: me.error }, undefined);
      staff = me.value;
    }
    const request: PageRequest = {
      params,
      query: new URLSearchParams(event.rawQueryString),
      form,
      language: browser.language,
      today: clock.today(),
      visit,
      ...(staff === undefined ? {} : { staff }),
      api: client,
      origin: deps.origin,
      target: browser.target,
    };
    const answer: PageAnswer = proof === 'ours' ? await page.serve(request) : { kind: 'form-again' };
    if (answer.kind !== 'form-again' || !page.again) return keep(deps, event, browser, answer, staff);
    const now = answer.visit ?? visit;
    if (answer.visit) await visits.keep(browser.visitId, answer.visit);
    // What this says is to be remembered is not: the form may not be ours.
    const again = await page.again({ ...request, visit: now, api: clientOf(now) });
    return written(deps, event, browser, keptForm(again), staff);
  };
}

/** Remembers what the answer says is to be remembered, then writes it. */
async function keep(
  deps: PageDeps,
  event: APIGatewayProxyEventV2,
  browser: Browser,
  answer: PageAnswer,
  staff: Staff | undefined,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { visits } = deps;
  if (answer.kind === 'new-visit') {
    // Whoever knew the old id, before the sign-in, does not know the new one.
    const visitId = visits.newId();
    await visits.keep(visitId, answer.visit);
    if (!browser.isNew) await visits.end(browser.visitId);
    const after = { ...browser, visitId, isNew: true };
    return written(deps, event, after, { kind: 'redirect', to: answer.to }, staff);
  }
  if ('visit' in answer) await visits.keep(browser.visitId, answer.visit);
  return written(deps, event, browser, answer, staff);
}

function written(
  deps: PageDeps,
  event: APIGatewayProxyEventV2,
  browser: Browser,
  answer: PageAnswer,
  staff: Staff | undefined,
): APIGatewayProxyStructuredResultV2 {
  const cookies = cookiesOf(deps, browser);
  switch (answer.kind) {
    case 'redirect':
    case 'new-visit':
      return { statusCode: 303, headers: { ...commonHeaders(deps), location: answer.to }, cookies };
    case 'file': {
      const text = typeof answer.content === 'string';
      return {
        statusCode: 200,
        headers: {
          ...commonHeaders(deps),
          'content-type': answer.mediaType,
          ...(answer.name === undefined
            ? {}
            : {
                'content-disposition': `${answer.sandboxed ? 'inline' : 'attachment'}; filename="${answer.name}"`,
              }),
          ...(answer.sandboxed ? sandboxed : {}),
        },
        cookies,
        body: text ? answer.content : Buffer.from(answer.content).toString('base64'),
        isBase64Encoded: !text,
      };
    }
    case 'form-again':
      return written(deps, event, browser, problemOf('form-expired', 403), staff);
    case 'view':
    case 'problem': {
      const shown =
        answer.kind === 'view'
          ? answer
          : problemPage(answer.problem, browser.language, event.requestContext.requestId);
      const { title, body, status = 200 } = shown;
      const refresh = answer.kind === 'view' ? answer.refreshSeconds : undefined;
      const html = renderPage(
        {
          language: browser.language,
          csrfToken: csrfTokenOf(deps, browser),
          target: browser.target,
          assets: deps.assets,
          ...(staff === undefined ? {} : { staff }),
        },
        title,
        body,
      );
      return {
        statusCode: status,
        headers: {
          ...commonHeaders(deps),
          'content-type': 'text/html; charset=utf-8',
          ...(refresh === undefined ? {} : { refresh: String(refresh) }),
        },
        cookies,
        body: html,
      };
    }
  }
}

function faultAnswer(deps: PageDeps, event: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 {
  return written(deps, event, browserOf(event, deps.visits), problemOf('fault', 500), undefined);
}

/** After a sign-in the browser comes back to a page it can read again, not to a form it had posted. */
function toSignIn({ target }: Browser, page: Page): APIGatewayProxyStructuredResultV2 {
  const returnTo = page.method === 'GET' ? target : '/staff';
  return {
    statusCode: 303,
    headers: {
      'cache-control': 'no-store',
      location: `/staff/sign-in?returnTo=${encodeURIComponent(returnTo)}`,
    },
  };
}

function browserOf(event: APIGatewayProxyEventV2, visits: Visits): Browser {
  const cookies = new Map(
    (event.cookies ?? []).map((cookie) => {
      const at = cookie.indexOf('=');
      return [cookie.slice(0, at), cookie.slice(at + 1)];
    }),
  );
  const known = cookies.get(visitCookie);
  const visitId = known !== undefined && /^visit-[0-9a-z]{26}$/.test(known) ? known : undefined;
  const query = new URLSearchParams(event.rawQueryString);
  const asked = languages.find((one) => one === query.get('lang'));
  const chosen = languages.find((one) => one === cookies.get(languageCookie));
  query.delete('lang');
  const search = query.toString();
  return {
    visitId: visitId ?? visits.newId(),
    isNew: visitId === undefined,
    language: asked ?? chosen ?? preferredLanguage(event.headers['accept-language']),
    setsLanguage: asked !== undefined,
    target: search === '' ? event.rawPath : `${event.rawPath}?${search}`,
  };
}

function cookiesOf({ origin }: PageDeps, { visitId, isNew, language, setsLanguage }: Browser): string[] {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  const common = `; Path=/; HttpOnly; SameSite=Lax${secure}`;
  return [
    ...(isNew ? [`${visitCookie}=${visitId}${common}`] : []),
    ...(setsLanguage ? [`${languageCookie}=${language}${common}; Max-Age=${String(yearSeconds)}`] : []),
  ];
}

function csrfTokenOf({ keyed }: PageDeps, { visitId }: Browser): string {
  return keyed.blindIndex('csrf', visitId);
}

/**
 * Whether a posted form came from a page that this visit was shown ('ours'); or at least, by the browser's own word,
 * from some page of ours ('same-origin'), as when the visit has run out. No other site can make a browser say that, so
 * none can fill in a form that somebody then finds before them.
 */
function proofOf(
  event: APIGatewayProxyEventV2,
  form: URLSearchParams,
  token: string,
  ourOrigin: string,
): 'ours' | 'same-origin' | 'none' {
  const { origin, 'sec-fetch-site': site } = event.headers;
  if (site !== undefined && site !== 'same-origin') return 'none';
  if (origin !== undefined && origin !== ourOrigin && origin !== 'null') return 'none';
  if (form.get(csrfField) === token) return 'ours';
  return site === 'same-origin' || origin === ourOrigin ? 'same-origin' : 'none';
}

function formOf(event: APIGatewayProxyEventV2, page: Page): URLSearchParams | 'too-large' {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > (page.formLimitBytes ?? defaultFormLimitBytes)) return 'too-large';
  return new URLSearchParams(body.toString('utf8'));
}

function commonHeaders({ uploadOrigins }: PageDeps): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      ['form-action', "'self'", ...uploadOrigins].join(' '),
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  };
}
