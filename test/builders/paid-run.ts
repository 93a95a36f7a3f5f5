import { setTimeout as sleep } from 'node:timers/promises';
import { ClaimsInStates } from './claims-in-states.ts';
import { aRuralClaim } from './demo-claims.ts';
import type { RunningSystem } from './running-system.ts';

/** The demo family's claim, awarded when its posting is over. */
export async function awardRuralClaim(system: RunningSystem): Promise<void> {
  const states = new ClaimsInStates(system);
  await states.awarded(await states.posted(aRuralClaim), '2008-05-28');
}

/** The half-year's run, prepared, released and booked by the bank at the end of its day. */
export async function payRuralRewards(system: RunningSystem): Promise<string> {
  const [preparer, approver] = await Promise.all([
    system.token('finance.preparer'),
    system.token('finance.approver'),
  ]);
  const { body: created } = await system.call('POST', '/api/payment-runs', {
    token: preparer,
    body: { programme: 'rural-reward', period: '2008-H1' },
  });
  const runId = created.runId as string;
  const until = async (status: string): Promise<string> => {
    for (;;) {
      const { body } = await system.call('GET', `/api/payment-runs/${runId}`, { token: approver });
      if (body.status === status) return body.payloadHash as string;
      await sleep(20);
    }
  };
  const payloadHash = await until('prepared');
  await system.call('POST', `/api/payment-runs/${runId}/release`, { token: approver, body: { payloadHash } });
  await until('sent');
  await system.call('POST', '/local/bank/end-of-day');
  return runId;
}
