import type * as z from 'zod';
import { type claimViewSchema, readClaim } from '../../../contracts/http/claims.ts';
import type { HolderAct } from '../../../domain/claims/holder-acts.ts';
import { type Page, type PageAnswer, type PageRequest, redirect } from '../../kernel/page.ts';
import { askCode, codeField } from './reopen-claim.tsx';
import { texts } from './texts.ts';

export type ClaimView = z.output<typeof claimViewSchema>;

type Serve = (claim: ClaimView) => Promise<PageAnswer>;

/**
 * The claim of a page's address, if this visit has opened it; otherwise the page where it is opened, or for a form the
 * one that opens it anew and keeps what was typed.
 */
export async function withOpenedClaim(request: PageRequest, serve: Serve): Promise<PageAnswer> {
  const { params, visit, form } = request;
  const { reference = '' } = params;
  if (visit.claim?.reference === reference) return withReadClaim(request, serve);
  return form.size === 0 ? toOpen(request) : reopened(request);
}

/** The same for a form that is shown again: it is nobody's word that the claim is theirs. */
async function withReopenedClaim(request: PageRequest, serve: Serve): Promise<PageAnswer> {
  return request.visit.claim?.reference === request.params.reference
    ? withReadClaim(request, serve)
    : askCode(request);
}

async function withReadClaim(request: PageRequest, serve: Serve): Promise<PageAnswer> {
  const { reference = '' } = request.params;
  const read = await request.api.call(readClaim, { params: { reference } });
  if (!read.ok) return read.error.status === 404 ? toOpen(request) : { kind: 'problem', problem: read.error };
  return serve(read.value);
}

function toOpen({ params: { reference = '' } }: PageRequest): PageAnswer {
  return redirect(`/claims?reference=${encodeURIComponent(reference)}`);
}

/** Opened anew by the code, the form is shown again: whoever typed it looks at it before it is sent. */
async function reopened(request: PageRequest): Promise<PageAnswer> {
  const { api, form, language, params, visit } = request;
  if (!form.has(codeField)) return { kind: 'form-again' };
  const { reference = '' } = params;
  const accessCode = (form.get(codeField) ?? '').trim();
  const refused = (message: string) => askCode(request, message);
  if (accessCode === '') return refused(texts.accessCodeMissing[language]);
  const read = await api.call(readClaim, { params: { reference }, accessCode });
  if (read.ok) return { kind: 'form-again', visit: { ...visit, claim: { reference, accessCode } } };
  const { status } = read.error;
  return status < 500 && status !== 429
    ? refused(texts.notFound[language])
    : { kind: 'problem', problem: read.error };
}

/** A page for something that can be done in some states alone; in others, the claim's page says how things stand. */
export function withClaimThatMay(request: PageRequest, act: HolderAct, serve: Serve): Promise<PageAnswer> {
  return withOpenedClaim(request, whereItMay(act, serve));
}

/** The same for a form that is shown again. */
export function withReopenedClaimThatMay(
  request: PageRequest,
  act: HolderAct,
  serve: Serve,
): Promise<PageAnswer> {
  return withReopenedClaim(request, whereItMay(act, serve));
}

function whereItMay(act: HolderAct, serve: Serve): Serve {
  return async (claim) => (claim.may.includes(act) ? serve(claim) : redirect(claimAddress(claim)));
}

type AboutClaim = (request: PageRequest, claim: ClaimView) => Promise<PageAnswer>;

/** A form about a claim, for something that can be done in some states alone: shown, sent, and shown again. */
export function claimForm(path: string, act: HolderAct, show: AboutClaim, send: AboutClaim): readonly Page[] {
  return [
    {
      method: 'GET',
      path,
      who: 'anyone',
      serve: (request) => withClaimThatMay(request, act, (claim) => show(request, claim)),
    },
    {
      method: 'POST',
      path,
      who: 'anyone',
      serve: (request) => withClaimThatMay(request, act, (claim) => send(request, claim)),
      again: (request) => withReopenedClaimThatMay(request, act, (claim) => show(request, claim)),
    },
  ];
}

export function claimAddress({ reference }: Pick<ClaimView, 'reference'>): string {
  return `/claims/${reference}`;
}

/** Back to the claim's page, which says once what was done. */
export function doneWith(claim: ClaimView, { visit }: PageRequest, notice: string): PageAnswer {
  return redirect(claimAddress(claim), { ...visit, notice });
}
