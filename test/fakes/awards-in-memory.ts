import type {
  AwardForRoll,
  AwardsForRoll,
  PayableDecision,
  PayeeAccount,
} from '../../functions/app/awards/ports.ts';
import { fen } from '../../functions/domain/money/fen.ts';

export interface AwardInMemory extends AwardForRoll {
  readonly due: PayableDecision;
  readonly account: PayeeAccount;
}

/** Awards with what is due to them, in the order in which they were put. */
export class AwardsInMemory implements AwardsForRoll {
  readonly awards = new Map<string, AwardInMemory>();
  /** How often an award was decided, and how often the record was kept. */
  decisions = 0;
  kept = 0;
  /** How many of the next decisions find no register that answers. */
  silent = 0;
  readonly pageSize: number;
  #sorted: string[] = [];

  constructor(pageSize = 300) {
    this.pageSize = pageSize;
  }

  put(award: AwardInMemory): void {
    this.awards.set(award.awardId, award);
  }

  /** The nth award, due 300 yuan to an account that takes payments, but for what is said otherwise. */
  add(n: number, changes: Partial<AwardInMemory> & { readonly amountFen?: number } = {}): AwardInMemory {
    const { amountFen = 30_000, ...others } = changes;
    const award: AwardInMemory = {
      awardId: `award-${String(n).padStart(7, '0')}`,
      programme: 'rural-reward',
      personIndex: `person-${String(n)}`,
      areaCode: '320602001001',
      state: 'active',
      claimId: `claim-${String(n)}`,
      payee: { accountIndex: `account-${String(n)}`, accountVersion: 1 },
      due: {
        outcome: 'due',
        components: [{ component: 'base', amountFen: fen(amountFen) }],
        decisionHash: `decision-${String(n)}`,
      },
      account: { holder: '周军宝', bank: 'DEMOCNSH', number: `99086051${String(n).padStart(10, '0')}` },
      ...others,
    };
    this.put(award);
    return award;
  }

  async list(_programme: string, _period: string, cursor?: string, limit = this.pageSize) {
    if (this.#sorted.length !== this.awards.size) this.#sorted = [...this.awards.keys()].sort();
    const ids = this.#sorted;
    const from = cursor === undefined ? 0 : Number(cursor);
    const to = from + limit;
    return { items: ids.slice(from, to), ...(to < ids.length ? { cursor: String(to) } : {}) };
  }

  async read(awardIds: readonly string[]): Promise<readonly AwardForRoll[]> {
    return awardIds.flatMap((awardId) => this.awards.get(awardId) ?? []);
  }

  async decide(
    award: AwardForRoll,
    _period: string,
    { keep }: { readonly keep: boolean },
  ): Promise<PayableDecision> {
    if (this.silent > 0) {
      this.silent -= 1;
      throw Object.assign(new Error('no answer'), { name: 'RegisterUnavailable' });
    }
    this.decisions += 1;
    if (keep) this.kept += 1;
    const known = this.awards.get(award.awardId);
    if (!known) throw new Error(`no award ${award.awardId}`);
    return known.due;
  }

  async payeeAccount(awardId: string): Promise<PayeeAccount> {
    const award = this.awards.get(awardId);
    if (!award) throw new Error(`no award ${awardId}`);
    return award.account;
  }
}
