import type * as z from 'zod';
import { type claimViewSchema, readClaim } from '../../../contracts/http/claims.ts';
import type { HolderAct } from '../../../domain/claims/holder-acts.ts';
import { type PageAnswer, type PageRequest, redirect } from '../../kernel/page.ts';

export type ClaimView = z.output<typeof claimViewSchema>;

/** The claim of a page's address, if this visit has opened it; otherwise the page where it is opened. */
export async function withOpenedClaim(
  { api, params, visit }: PageRequest,
  serve: (claim: ClaimView) => Promise<PageAnswer>,
): Promise<PageAnswer> {
  const { reference = '' } = params;
  const toOpen = redirect(`/claims?reference=${encodeURIComponent(reference)}`);
  if (visit.claim?.reference !== reference) return toOpen;
  const read = await api.call(readClaim, { params: { reference } });
  if (!read.ok) return read.error.status === 404 ? toOpen : { kind: 'problem', problem: read.error };
  return serve(read.value);
}

/** A page for something that can be done in some states alone; in others, the claim's page says how things stand. */
export function withClaimThatMay(
  request: PageRequest,
  act: HolderAct,
  serve: (claim: ClaimView) => Promise<PageAnswer>,
): Promise<PageAnswer> {
  return withOpenedClaim(request, async (claim) =>
    claim.may.includes(act) ? serve(claim) : redirect(claimAddress(claim)),
  );
}

export function claimAddress({ reference }: Pick<ClaimView, 'reference'>): string {
  return `/claims/${reference}`;
}

/** Back to the claim's page, which says once what was done. */
export function doneWith(claim: ClaimView, { visit }: PageRequest, notice: string): PageAnswer {
  return redirect(claimAddress(claim), { ...visit, notice });
}
