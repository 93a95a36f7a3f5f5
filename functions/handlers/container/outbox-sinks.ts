import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsAllocationQueue } from '../../adapters/sqs/allocation-queue.ts';
import { sqsBankMessageQueue } from '../../adapters/sqs/bank-message-queue.ts';
import { sqsNoticeQueue } from '../../adapters/sqs/notice-queue.ts';
import { stepfunctionsWorkflows } from '../../adapters/stepfunctions/stepfunctions-workflows.ts';
import type { OutboxSinks } from '../../app/outbox/deliver.ts';
import { clientOptions } from './aws.ts';
import { setting } from './setting.ts';

const sqs = new SQSClient(clientOptions);

export const sinks: OutboxSinks = {
  workflows: stepfunctionsWorkflows({
    client: new SFNClient(clientOptions),
    machineArns: { claim: setting('CLAIM_MACHINE_ARN'), 'payment-run': setting('PAYMENT_RUN_MACHINE_ARN') },
  }),
  allocate: sqsAllocationQueue({ client: sqs, queueUrl: setting('ALLOCATION_QUEUE_URL') }),
  importBankMessage: sqsBankMessageQueue({ client: sqs, queueUrl: setting('BANK_MESSAGE_QUEUE_URL') }),
  notify: sqsNoticeQueue({ client: sqs, queueUrl: setting('NOTICE_QUEUE_URL') }),
};
