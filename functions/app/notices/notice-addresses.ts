import { type NoticeRequest, noticeReader } from '../../contracts/notices.ts';
import { readAwardHead } from '../awards/award-head.ts';
import { openPayee } from '../awards/open-payee.ts';
import { givenUpContactSchema } from '../../contracts/store/sealed-records.ts';
import { claimPart, openContent } from '../claims/claim-parts.ts';
import { openPart } from '../subjects/sealed-parts.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';

/** Where a notice goes. */
export type NoticeAddress =
  | { readonly kind: 'finance' }
  /** @param number E.164, such as +8613800000000 */
  | { readonly kind: 'text'; readonly number: string }
  | { readonly kind: 'mail'; readonly address: string };

/**
 * Every way by which whom a notice is for is told of it; none where they gave no number, or a landline, and no e-mail:
 * they ask at the counter or look at the page.
 */
export async function noticeAddresses(
  deps: { readonly table: Table; readonly envelopes: Envelopes },
  notice: Pick<NoticeRequest, 'subjectKind' | 'subjectId' | 'payeeVersion' | 'givenUpAtVersion' | 'text'>,
): Promise<readonly NoticeAddress[]> {
  if (noticeReader(notice.text) === 'finance') return [{ kind: 'finance' }];
  const { phone, email } = await contactOf(deps, notice);
  const number = textable(phone);
  return [
    ...(number === undefined ? [] : [{ kind: 'text', number } as const]),
    ...(email === undefined ? [] : [{ kind: 'mail', address: email } as const]),
  ];
}

interface Contact {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

async function contactOf(
  deps: Parameters<typeof noticeAddresses>[0],
  notice: Parameters<typeof noticeAddresses>[1],
): Promise<Contact> {
  const { subjectKind, subjectId: awardId, givenUpAtVersion } = notice;
  if (givenUpAtVersion !== undefined) return openGivenUp(deps, notice.subjectId, givenUpAtVersion);
  if (subjectKind !== 'award') return contactOfClaimant(deps, notice.subjectId);
  const award = await readAwardHead(deps.table, awardId);
  if (!award) throw new Error(`no award ${awardId}`);
  // Who is paid in the claimant's place is told by their own contact, or not at all.
  const { payeeVersion = award.payeeVersion } = notice;
  const payee = await openPayee(deps, { awardId, ...(payeeVersion && { payeeVersion }) });
  return payee ? { phone: payee.phone, email: payee.email } : contactOfClaimant(deps, award.claimId);
}

async function openGivenUp(
  { table, envelopes }: Parameters<typeof noticeAddresses>[0],
  claimId: string,
  version: number,
): Promise<Contact> {
  const part = await openPart(table, envelopes, claimPart(claimId, `given-up-contact-${version}`));
  return givenUpContactSchema.parse(part);
}

async function contactOfClaimant(
  { table, envelopes }: Parameters<typeof noticeAddresses>[0],
  claimId: string,
): Promise<Contact> {
  const { applicant } = await openContent(table, envelopes, claimId);
  return { phone: applicant.phone, email: applicant.email };
}

/** E.164 of a mobile number as people write it; one without the country's code is of mainland China. */
function textable(phone: string | undefined): string | undefined {
  const digits = phone?.replace(/[ -]/g, '') ?? '';
  if (/^\+\d{7,15}$/.test(digits)) return digits;
  return /^1\d{10}$/.test(digits) ? `+86${digits}` : undefined;
}
