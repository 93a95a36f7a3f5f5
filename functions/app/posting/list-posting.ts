import { districtOf } from '../../domain/review/area.ts';
import { maskedName } from '../../domain/review/masked-name.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { type ClaimHead, parseClaimHead, postingList } from '../claims/claim-head.ts';
import { openContent } from '../claims/claim-parts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { policyInForce } from '../programmes/policy-in-force.ts';
import type { Page, Table } from '../store/ports.ts';

export interface PostedClaim {
  readonly postingId: string;
  readonly programme: string;
  /** Surname and two asterisks. */
  readonly name: string;
  /** The street, or the whole district where too few are posted in the street to hide among. */
  readonly areaCode: string;
  /** The last day of the posting. */
  readonly until?: string;
}

export interface ListPostingInput {
  readonly programme: string;
  /** 6, 9 or 12 digits. Listed is the street, or the district where too few are posted in the street. */
  readonly areaCode: string;
  readonly cursor?: string | undefined;
}

export interface ListPostingDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook;
}

export type ListPosting = (
  input: ListPostingInput,
) => Promise<Result<Page<PostedClaim>, { readonly kind: 'not-found' }>>;

const pageSize = 50;

/** What is posted under; the claim's own id is not shown. */
function postingIdOf(claimId: string): string {
  return claimId.replace(/^claim-/, 'posting-');
}

export function claimIdOfPosting(postingId: string): string | undefined {
  return /^posting-[0-9a-z]{26}$/.test(postingId) ? postingId.replace(/^posting-/, 'claim-') : undefined;
}

/**
 * The public posting of a programme whose policy says it is posted: masked names, as long as it lasts. Any other
 * programme has no posting to read (programmes.md, "Public posting").
 */
export function createListPosting(deps: ListPostingDeps): ListPosting {
  const { table, clock, envelopes, policies } = deps;

  /** Whether the street has enough of them to be named: only as many rows are read as are needed to tell. */
  async function isLargeEnough(programme: string, street: string, minimum: number): Promise<boolean> {
    const page = await table.queryIndex('gsi3', {
      pk: postingList(programme, districtOf(street)),
      sk: { beginsWith: street },
      limit: minimum,
    });
    return page.items.length >= minimum;
  }

  /**
   * The area whose list answers: a street is the least that is shown of a place, and one with too few is listed with
   * the district, so that asking for it tells no more than what is shown.
   */
  async function widened(programme: string, areaCode: string, minimum: number): Promise<string> {
    const street = areaCode.slice(0, 9);
    if (street.length === 9 && (await isLargeEnough(programme, street, minimum))) return street;
    return districtOf(areaCode);
  }

  return async ({ programme, areaCode, cursor }) => {
    const policy = (await policyInForce({ table, policies }, programme, clock.today()))?.policy;
    if (!policy || policy.posting === 'none') return err({ kind: 'not-found' });
    const minimum = policy.posting.minimumGroup;
    const asked = await widened(programme, areaCode, minimum);
    const page = await table.queryIndex('gsi3', {
      pk: postingList(programme, districtOf(asked)),
      sk: { beginsWith: asked },
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const heads = (await table.getMany(page.items))
      .flatMap((item) => (item ? [parseClaimHead(item)] : []))
      .filter(isPosted);
    const large = new Map<string, boolean>();
    for (const street of new Set(heads.map(streetOf))) {
      large.set(street, await isLargeEnough(programme, street, minimum));
    }
    // The index lists street by street: in its order, a neighbour's place would tell what the list does not.
    const shown = heads.sort((a, b) => (a.claimId < b.claimId ? -1 : 1));
    const items = await Promise.all(
      shown.map(async (head): Promise<PostedClaim> => {
        const { applicant } = await openContent(table, envelopes, head.claimId);
        return {
          postingId: postingIdOf(head.claimId),
          programme,
          name: maskedName(applicant.name),
          areaCode: large.get(streetOf(head)) ? streetOf(head) : districtOf(head.areaCode),
          ...(head.dueOn === undefined ? {} : { until: head.dueOn }),
        };
      }),
    );
    return ok({ items, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) });
  };
}

function isPosted({ state }: ClaimHead): boolean {
  return state === 'posting' || state === 'objected';
}

/** The street or town of a division code: its first nine digits. */
function streetOf({ areaCode }: ClaimHead): string {
  return areaCode.slice(0, 9);
}
