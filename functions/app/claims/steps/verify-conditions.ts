import { periodFor } from '../../../domain/policy/claim-period.ts';
import type { CompiledPolicy } from '../../../domain/policy/compile-policy.ts';
import { unavailableRegisters } from '../../../domain/policy/evidence.ts';
import type { PolicyBook } from '../../../domain/policy/policy-book.ts';
import type { Envelopes } from '../../ports/secrets.ts';
import { stepError } from '../../ports/step-errors.ts';
import { gatherEvidence } from '../../registers/gather-evidence.ts';
import type { Registers } from '../../registers/ports.ts';
import type { Table } from '../../store/ports.ts';
import { asJson } from '../../subjects/as-json.ts';
import { transact } from '../../store/transact.ts';
import { sealPart } from '../../subjects/sealed-parts.ts';
import { claimKey, readClaimHead } from '../claim-head.ts';
import { policyOf } from '../policy-of.ts';
import { claimPart, openContent, openEvidence } from '../claim-parts.ts';
import { subjectsOf } from '../whom-it-concerns.ts';

export interface VerifyConditionsDeps {
  readonly table: Table;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook<CompiledPolicy>;
  readonly registers: Registers;
}

/**
 * Asks the registers what the claim's policy needs to know and keeps their answers, sealed. While one gives no answer
 * it throws `RegisterUnavailable`: the workflow retries, asking only for what is missing, and then goes on to the
 * assessment, where what is missing is unknown and goes to a person.
 */
export function createVerifyConditions(
  deps: VerifyConditionsDeps,
): (input: { readonly claimId: string }) => Promise<void> {
  const { table, envelopes, policies, registers } = deps;
  return async ({ claimId }) => {
    const head = await readClaimHead(table, claimId);
    if (!head) throw stepError('InvalidStepInput', `there is no claim ${claimId}`);
    if (head.state !== 'verifying') return;
    const policy = policyOf(policies, head);
    const content = await openContent(table, envelopes, claimId);
    const subjects = subjectsOf(content, policy);
    const earlier = await openEvidence(table, envelopes, head);
    const period = periodFor(policy.policy, head.submittedOn);
    const evidence = await gatherEvidence(registers, policy, subjects, period, earlier);
    const sealed = await sealPart(envelopes, claimPart(claimId, 'evidence'), {
      verification: head.verification,
      evidence: asJson(evidence),
    });
    // Should the claim be past this verification by now, these answers are dropped, and the next one asks anew. Papers
    // that came in meanwhile change its version and none of the questions.
    await transact(table, [
      sealed.action,
      {
        check: claimKey(claimId),
        if: {
          all: [
            { attribute: 'state', is: '=', value: 'verifying' },
            { attribute: 'verification', is: '=', value: head.verification },
          ],
        },
      },
    ]);
    const [missing] = unavailableRegisters(evidence);
    if (missing) throw stepError('RegisterUnavailable', `${missing.register}: ${missing.reason}`);
  };
}
