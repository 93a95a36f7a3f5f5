import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { sesMailer } from '../../functions/adapters/ses/ses-mailer.ts';
import { snsMessenger } from '../../functions/adapters/sns/sns-messenger.ts';
import { awardIdOf } from '../../functions/app/awards/award-head.ts';
import { createSendNotice } from '../../functions/app/notices/send-notice.ts';
import { claimSchema } from '../../functions/contracts/claims/claim.ts';
import {
  noticeNameSchema,
  noticeReader,
  type NoticeRequest,
  noticeWords,
} from '../../functions/contracts/notices.ts';
import { createSendNoticeQueue } from '../../functions/handlers/queues/send-notice/handler.ts';
import { aForm, type ClaimsAtWork, claimsAtWork } from '../builders/claims-at-work.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { shippedPolicies } from '../builders/shipped-policies.ts';

const names = noticeNameSchema.options;
const parameters = {
  reference: 'HM7K2M9QXD4T',
  until: '2008-07-31',
  since: '2008-07-01',
  runId: 'run-1',
  appropriation: 'rural-reward-2008',
};

describe('the words of notices', () => {
  test.each(names)('%s says the same of its subject in both languages', (name) => {
    const inWords = (language: 'zh-CN' | 'en') => {
      const words = noticeWords(name, language, parameters);
      return Object.entries(parameters).filter(([, value]) => words.includes(value));
    };
    expect(inWords('en')).toEqual(inWords('zh-CN'));
    expect(noticeWords(name, 'zh-CN', parameters)).toMatch(/^惠民：.*\p{Script=Han}/u);
    expect(noticeWords(name, 'en', parameters)).not.toMatch(/\p{Script=Han}/u);
  });

  test('for a family name no programme, no sum and nobody: a telephone lies about', async () => {
    const policies = await shippedPolicies();
    const programmes = policies.programmes;
    expect(programmes.length).toBeGreaterThan(2);
    const telling =
      /奖励|扶助|补贴|补助|低保|残|丧|亡|独生|reward|hardship|allowance|disab|death|died|\d+(?:\.\d\d)? ?(?:元|yuan)/i;
    for (const name of names.filter((one) => noticeReader(one) === 'holder')) {
      for (const language of ['zh-CN', 'en'] as const) {
        const words = noticeWords(name, language, parameters).replaceAll(/HM\w+|\d{4}-\d\d-\d\d/g, '');
        expect([name, telling.exec(words)]).toEqual([name, null]);
        expect(programmes.filter((programme) => words.includes(programme))).toEqual([]);
      }
    }
  });

  test('are not made up where something is missing', () => {
    expect(() => noticeWords('answer-needed', 'en', {})).toThrow('no reference');
  });
});

describe('sending', () => {
  let work: ClaimsAtWork;
  let claimId: string;
  const sent: PublishCommandInput[] = [];
  const client = {
    send: async ({ input }: { readonly input: PublishCommandInput }) => {
      if (input.PhoneNumber === '+8613900000099') throw new Error('not reachable');
      sent.push(input);
      return {};
    },
  } as unknown as Pick<SNSClient, 'send'>;
  const messenger = snsMessenger({ client, financeTopicArn: 'arn:finance' });
  const mailed: SendEmailCommandInput[] = [];
  const mailer = sesMailer({
    client: {
      send: async ({ input }: { readonly input: SendEmailCommandInput }) => {
        if (input.Destination?.ToAddresses?.[0] === 'nobody@example.org') throw new Error('refused');
        mailed.push(input);
        return {};
      },
    },
    from: 'notices@huimin.example',
  });

  beforeEach(async () => {
    sent.length = 0;
    mailed.length = 0;
    work = await claimsAtWork({ couples: 2 });
    await work.fund(1_000);
    ({ claimId } = await work.approved(aForm(0)));
    await work.settle();
  });
  afterEach(async () => work.close());

  const deps = () => ({
    table: work.stored,
    clock: work.clock,
    envelopes: work.envelopes,
    messenger,
    mailer,
  });
  const about = (more: Partial<NoticeRequest>): NoticeRequest => ({
    noticeId: 'OUTBOX#01 1',
    at: '2008-05-20T01:00:00.000Z',
    subjectKind: 'claim',
    subjectId: claimId,
    text: 'answer-needed',
    parameters,
    ...more,
  });

  test('goes to the number that the claim gives, once, however often it is handed over', async () => {
    const send = createSendNotice(deps());
    expect(await send(about({}))).toBe('sent');
    expect(await send(about({}))).toBe('sent-before');
    expect(
      await send(about({ noticeId: 'OUTBOX#01 2', subjectKind: 'award', subjectId: awardIdOf(claimId) })),
    ).toBe('sent');
    expect(sent.map(({ PhoneNumber, Message }) => [PhoneNumber, Message])).toEqual([
      ['+8613900000000', noticeWords('answer-needed', 'zh-CN', parameters)],
      ['+8613900000000', noticeWords('answer-needed', 'zh-CN', parameters)],
    ]);
    expect(sent[0]?.MessageAttributes?.['AWS.SNS.SMS.SMSType']?.StringValue).toBe('Transactional');
  });

  test.each([
    [undefined, 'no-contact'],
    ['0513 8506 0000', 'no-contact'],
    ['+852 9123 4567', '+85291234567'],
    ['138-1234-5678', '+8613812345678'],
  ])('the number %s is sent to as %s', async (phone, expected) => {
    const form = aForm(1);
    const { phone: _, ...applicant } = form.applicant;
    const claim = await work.submit({ ...form, applicant: { ...applicant, ...(phone && { phone }) } });
    const outcome = await createSendNotice(deps())(about({ subjectId: claim.claimId }));
    expect(outcome === 'sent' ? sent[0]?.PhoneNumber : outcome).toBe(expected);
  });

  const withContact = async (contact: { readonly phone?: string; readonly email?: string }) => {
    const form = aForm(1);
    const { phone: _, ...applicant } = form.applicant;
    return (await work.submit({ ...form, applicant: { ...applicant, ...contact } })).claimId;
  };

  test('goes to the e-mail that the claim gives, in both languages, as plain text', async () => {
    const subjectId = await withContact({ email: 'wang@example.org' });
    const send = createSendNotice(deps());
    expect(await send(about({ subjectId }))).toBe('sent');
    expect(await send(about({ subjectId }))).toBe('sent-before');
    expect(sent).toEqual([]);
    const words = (['zh-CN', 'en'] as const).map((one) => noticeWords('answer-needed', one, parameters));
    expect(mailed).toEqual([
      {
        FromEmailAddress: 'notices@huimin.example',
        Destination: { ToAddresses: ['wang@example.org'] },
        Content: {
          Simple: {
            Subject: { Data: '惠民 Huimin', Charset: 'UTF-8' },
            Body: { Text: { Data: words.join('\n'), Charset: 'UTF-8' } },
          },
        },
      },
    ]);
  });

  test('of two ways the one that fails comes again, and the other is not used twice', async () => {
    const subjectId = await withContact({ phone: '13812345678', email: 'nobody@example.org' });
    const send = createSendNotice(deps());
    await expect(send(about({ subjectId }))).rejects.toMatchObject({ cause: { message: 'refused' } });
    await expect(send(about({ subjectId }))).rejects.toMatchObject({ cause: { message: 'refused' } });
    expect(sent).toHaveLength(1);
    const other = await withContact({ phone: '13900000099', email: 'wang@example.org' });
    await expect(send(about({ subjectId: other, noticeId: 'OUTBOX#01 9' }))).rejects.toMatchObject({
      cause: { message: 'not reachable' },
    });
    await expect(send(about({ subjectId: other, noticeId: 'OUTBOX#01 9' }))).rejects.toMatchObject({
      cause: { message: 'not reachable' },
    });
    expect(mailed).toHaveLength(1);
  });

  test.each([
    'wang@example',
    'a b@example.org',
    'a@example.org\nBcc: x@example.org',
    'a,b@example.org',
    '@example.org',
  ])('the address %j is none', (email) => {
    const { success, error } = claimSchema.safeParse({
      ...aForm(1),
      applicant: { ...aForm(1).applicant, email },
    });
    expect([success, error?.issues.map(({ path }) => path.join('/'))]).toEqual([false, ['applicant/email']]);
  });

  test('finance is told at its topic, in both languages', async () => {
    const send = createSendNotice(deps());
    await send(about({ subjectKind: 'run', subjectId: 'run-1', text: 'bank-silent' }));
    expect(sent).toEqual([
      {
        TopicArn: 'arn:finance',
        Subject: 'Huimin',
        Message: `${noticeWords('bank-silent', 'zh-CN', parameters)}\n${noticeWords('bank-silent', 'en', parameters)}`,
      },
    ]);
  });

  test('what cannot be sent comes again, and holds up nothing else; the log names nobody', async () => {
    const far = await work.submit({
      ...aForm(1),
      applicant: { ...aForm(1).applicant, phone: '13900000099' },
    });
    const logged: unknown[] = [];
    const log = {
      ...edgeDeps().log,
      info: (...said: unknown[]) => void logged.push(said),
      error: (...said: unknown[]) => void logged.push(said),
    };
    const { handler } = createSendNoticeQueue({ ...deps(), log });
    const record = (messageId: string, body: unknown) => ({ messageId, body: JSON.stringify(body) });
    const event = {
      Records: [
        record('m1', about({ subjectId: far.claimId })),
        record('m2', about({ noticeId: 'OUTBOX#01 2' })),
        record('m3', { ...about({}), text: 'no-such-text' }),
      ],
    };
    const answer = await handler(event as unknown as Parameters<typeof handler>[0]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }] });
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toMatch(/1390000|王璎珞/);
    expect(JSON.stringify(logged)).toContain(claimId);
  });
});
