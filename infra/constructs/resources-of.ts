import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { StatefulStack } from '../stacks/stateful-stack.ts';
import type { Stage } from '../stages.ts';
import type { Resources } from './part-access.ts';

/** What the functions of a stack are wired to; the district's own settings are parameters of that stack. */
export function resourcesOf(
  scope: Construct,
  stage: Stage,
  stateful: StatefulStack,
): Omit<Resources, 'machines' | 'web'> {
  const { settings } = stage;
  const setting = (name: 'payer' | 'registers'): string =>
    settings === 'parameters'
      ? StringParameter.valueForStringParameter(scope, `/huimin/${stage.name}/${name}`)
      : JSON.stringify(settings[name]);
  return {
    region: stage.region,
    district: stage.district,
    // Asked for by few: a parameter comes into a stack with the first function that needs it.
    payer: () => setting('payer'),
    registers: () => setting('registers'),
    storageKey: stateful.storageKey,
    envelopeKey: stateful.envelopeKey,
    table: stateful.table,
    evidence: stateful.evidence,
    bankFiles: stateful.bankFiles,
    anchors: stateful.anchors,
    userPool: stateful.userPool,
    allocationQueue: stateful.allocationQueue,
    noticeQueue: stateful.noticeQueue,
    financeNotices: stateful.financeNotices,
    mailFrom: stage.mailFrom,
    bankMessageQueue: stateful.bankMessageQueue,
  };
}
