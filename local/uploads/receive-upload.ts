import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { Keyed } from '../../functions/app/ports/secrets.ts';
import type { ApplicationProblem } from '../../functions/contracts/problem.ts';
import { err, ok, type Result } from '../../functions/domain/result/result.ts';
import { preferredLanguage } from '../../functions/handlers/http/edge/language.ts';
import { problemAnswer } from '../../functions/handlers/http/edge/problem.ts';
import { readBody } from '../http/read-body.ts';
import type { Mount } from '../http/server.ts';
import type { Quarantine } from './quarantine.ts';
import { termsOfForm } from './upload-forms.ts';

/**
 * What is read beyond the largest file: fields and boundaries of the form around it, and so much of a file that is
 * too large that a browser can still be sent back to its page to read so.
 */
const spareBytes = 16 * 1024 * 1024;

export interface ReceiveUploadDeps {
  readonly clock: Clock;
  readonly keyed: Pick<Keyed, 'blindIndex'>;
  /** Path under which this sort of file is taken, such as `/uploads`. */
  readonly prefix: string;
  readonly maxBytes: number;
  /** Whether the bytes are of the type that the form was given for. */
  readonly isOf: (bytes: Uint8Array, mediaType: string) => boolean;
  readonly quarantine: Quarantine;
  readonly reportFault: (fault: unknown) => void;
}

/** What became of a form: `returnTo` where it says which page the browser goes back to. */
interface Received {
  readonly outcome: Result<void, ApplicationProblem>;
  readonly returnTo?: string | undefined;
}

/**
 * `POST <prefix>/<id>`: takes a form as S3 takes a presigned POST, and answers as it does: 204, or 303 to the page the
 * form names. A refusal goes back to that page too, which S3's does not.
 */
export function receiveUploads(deps: ReceiveUploadDeps): Mount {
  return {
    prefix: deps.prefix,
    handle: (request, response) => {
      receive(deps, request).then(
        ({ outcome, returnTo }) => {
          if (returnTo !== undefined) goBack(request, response, returnTo, outcome);
          else if (outcome.ok) response.writeHead(204).end();
          else refuse(request, response, outcome.error);
        },
        (fault: unknown) => {
          if (request.destroyed && !request.complete) return;
          deps.reportFault(fault);
          refuse(request, response, { kind: 'fault' });
        },
      );
    },
  };
}

async function receive(
  { clock, keyed, prefix, maxBytes, isOf, quarantine }: ReceiveUploadDeps,
  request: IncomingMessage,
): Promise<Received> {
  const refused = (error: ApplicationProblem): Received => ({ outcome: err(error) });
  const id = request.url?.slice(prefix.length + 1) ?? '';
  const uploadId = /^upload-[a-z0-9]{26}$/.exec(id)?.[0];
  if (uploadId === undefined) return refused({ kind: 'not-found' });
  if (request.method !== 'POST') return refused({ kind: 'method-not-allowed' });
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data;')) {
    return refused({ kind: 'media-type', parameters: { accepted: 'multipart/form-data' } });
  }

  const tooLarge = { kind: 'upload-too-large', parameters: { maximum: maxBytes } } as const;
  const body = await readBody(request, maxBytes + spareBytes);
  if (!body.ok) return refused(tooLarge);
  const form = await formOf(body.value, type);
  if (!form) return refused({ kind: 'upload-refused' });
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const terms = termsOfForm(keyed, { prefix, uploadId, field, now: clock.now() });
  if (!terms) return refused({ kind: 'upload-refused' });

  const keep = async (): Promise<Result<void, ApplicationProblem>> => {
    const file = form.get('file');
    if (file === null || typeof file === 'string') return err({ kind: 'upload-media-type' });
    if (file.size > maxBytes) return err(tooLarge);
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!isOf(bytes, terms.mediaType)) return err({ kind: 'upload-media-type' });
    return (await quarantine.keep(uploadId, bytes)) ? ok() : err({ kind: 'upload-already-sent' });
  };
  return { outcome: await keep(), returnTo: terms.returnTo && withKey(terms.returnTo, uploadId) };
}

/** S3 names what it stored to the page it sends the browser to. */
function withKey(returnTo: string, uploadId: string): string {
  const url = new URL(returnTo);
  url.searchParams.set('key', uploadId);
  return url.href;
}

/** The page is told what was refused by the problem's code. */
function goBack(
  request: IncomingMessage,
  response: ServerResponse,
  returnTo: string,
  outcome: Received['outcome'],
): void {
  const url = new URL(returnTo);
  if (!outcome.ok) url.searchParams.set('refused', outcome.error.kind);
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(303, { location: url.href }).end();
}

/** Undefined when the bytes are no form: reading what is in memory fails for no other reason. */
async function formOf(body: Buffer, contentType: string): Promise<FormData | undefined> {
  const form = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  return form.formData().catch(() => undefined);
}

function refuse(request: IncomingMessage, response: ServerResponse, problem: ApplicationProblem): void {
  const {
    statusCode = 500,
    headers,
    body,
  } = problemAnswer(problem, {
    language: preferredLanguage(request.headers['accept-language']),
    requestId: randomUUID(),
  });
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(statusCode, { ...headers, ...(statusCode === 405 && { allow: 'POST' }) }).end(body);
}
