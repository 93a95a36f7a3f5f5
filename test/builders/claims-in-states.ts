import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSystem } from './running-system.ts';

/** A claim of a running system, as its holder knows it. */
export interface HeldClaim {
  readonly claimId: string;
  readonly reference: string;
  readonly accessCode: string;
}

/** Brings claims of a running system to where pages want to show them, by the API as people would. */
export class ClaimsInStates {
  readonly #system: RunningSystem;

  constructor(system: RunningSystem) {
    this.#system = system;
  }

  async submitted(form: object): Promise<HeldClaim> {
    const { status, body } = await this.#system.call('POST', '/api/claims', { body: form });
    if (status !== 202) throw new Error(`the claim was refused: ${JSON.stringify(body)}`);
    return body as HeldClaim;
  }

  async inReview(form: object): Promise<HeldClaim> {
    const claim = await this.submitted(form);
    await this.#until(claim, 'review');
    return claim;
  }

  /** In review with these papers: what comes in a review has it begin anew. */
  async inReviewWith(form: object, papers: readonly Uint8Array<ArrayBuffer>[]): Promise<HeldClaim> {
    const claim = await this.inReview(form);
    const { reference, accessCode } = claim;
    const files: string[] = [];
    for (const bytes of papers) {
      const { body } = await this.#system.call('POST', '/api/uploads', { accessCode, body: { reference } });
      const data = new FormData();
      for (const [name, value] of Object.entries<string>(body.fields)) data.append(name, value);
      data.append('file', new Blob([bytes]), 'scan');
      const sent = await fetch(body.uploadUrl, { method: 'POST', body: data });
      if (sent.status !== 204) throw new Error(`the paper was refused: ${await sent.text()}`);
      files.push(body.uploadId);
    }
    const path = `/api/claims/${reference}/evidence`;
    const added = await this.#system.call('POST', path, { accessCode, body: { files } });
    if (added.status !== 202) throw new Error(`the papers were refused: ${added.text}`);
    await this.#until(claim, 'review');
    return claim;
  }

  /** The village asks for something. */
  async asked(form: object, reason: string): Promise<HeldClaim> {
    const claim = await this.inReview(form);
    await this.#decide(claim, 'village.reviewer', 'return', reason);
    await this.#until(claim, 'awaiting-applicant');
    return claim;
  }

  /** The village proposes to reject it: the applicant is heard. */
  async heard(form: object, reason: string): Promise<HeldClaim> {
    const claim = await this.inReview(form);
    await this.#decide(claim, 'village.reviewer', 'reject', reason);
    await this.#until(claim, 'proposed-rejection');
    return claim;
  }

  /** The hearing is over, and the district confirms. */
  async rejected(claim: HeldClaim, today: string, reason: string): Promise<void> {
    await this.setToday(today);
    await this.#decide(claim, 'district.approver', 'reject', reason, '?stage=rejection');
    await this.#until(claim, 'rejected');
  }

  async posted(form: object): Promise<HeldClaim> {
    const claim = await this.inReview(form);
    await this.#decide(claim, 'village.reviewer', 'approve', '材料齐全');
    await this.#decide(claim, 'street.reviewer', 'approve', '材料齐全');
    await this.#until(claim, 'posting');
    return claim;
  }

  /** Its posting is over, and the district approves. */
  async awarded(claim: HeldClaim, today: string): Promise<void> {
    await this.setToday(today);
    await this.#decide(claim, 'district.approver', 'approve', '材料齐全');
    await this.#until(claim, 'awarded');
  }

  /** Somebody objects to its posting. @returns the objection's id */
  async objected({ claimId }: HeldClaim, fact: string, contact?: string): Promise<string> {
    const path = `/api/posting/${claimId.replace(/^claim-/, 'posting-')}/objections`;
    const lodged = await this.#system.call('POST', path, { body: { fact, contact } });
    if (lodged.status !== 202) throw new Error(`the objection was refused: ${lodged.text}`);
    return lodged.body.objectionId as string;
  }

  /** Its holder appeals against its rejection. @returns the appeal's id */
  async appealed({ reference, accessCode }: HeldClaim, grounds: string): Promise<string> {
    const path = `/api/claims/${reference}/appeals`;
    const lodged = await this.#system.call('POST', path, { accessCode, body: { grounds } });
    if (lodged.status !== 202) throw new Error(`the appeal was refused: ${lodged.text}`);
    return lodged.body.appealId as string;
  }

  async setToday(today: string): Promise<void> {
    await this.#system.call('PUT', '/local/clock', { body: { today } });
  }

  async status({ reference, accessCode }: HeldClaim): Promise<string> {
    const { body } = await this.#system.call('GET', `/api/claims/${reference}`, { accessCode });
    return body.status as string;
  }

  async #until(claim: HeldClaim, status: string): Promise<void> {
    const deadline = Date.now() + 20_000;
    while ((await this.status(claim)) !== status) {
      if (Date.now() > deadline) throw new Error(`still ${await this.status(claim)}, not ${status}`);
      await sleep(20);
    }
  }

  async #decide(
    { claimId }: HeldClaim,
    user: string,
    outcome: string,
    reason: string,
    stage = '',
  ): Promise<void> {
    const token = await this.#system.token(user);
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { body } = await this.#system.call('GET', `/api/tasks${stage}`, { token });
      const task = body.tasks.find((one: { claimId: string }) => one.claimId === claimId);
      if (task !== undefined) {
        // Who decides has looked.
        const opened = await this.#system.call('GET', `/api/tasks/${task.taskId}`, { token });
        if (opened.status !== 200) throw new Error(`not opened: ${opened.text}`);
        const decided = await this.#system.call('POST', `/api/tasks/${task.taskId}/decision`, {
          token,
          body: { outcome, reason, payloadHash: task.payloadHash },
        });
        if (decided.status !== 200) throw new Error(`not decided: ${decided.text}`);
        return;
      }
      if (Date.now() > deadline) throw new Error(`${user} never got ${claimId}`);
      await sleep(20);
    }
  }
}
