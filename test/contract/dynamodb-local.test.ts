import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createDynamodbTable } from '../../functions/adapters/dynamodb/dynamodb-table.ts';
import { listUsers } from '../../functions/app/access/users.ts';
import {
  type DynamodbLocal,
  startDynamodbLocal,
  whatDynamodbLocalLacks,
} from './dynamodb-local/start-dynamodb-local.ts';
import { tableContract } from './table.ts';

const run = promisify(execFile);

const lacking = whatDynamodbLocalLacks();

if (lacking === undefined) {
  describe('the DynamoDB engine', () => {
    let local: DynamodbLocal;
    beforeAll(async () => {
      local = await startDynamodbLocal();
    }, 60_000);
    afterAll(() => local.stop());

    tableContract(
      'on DynamoDB Local',
      async () => {
        await local.createTable('contract');
        return {
          table: createDynamodbTable({ client: local.client, tableName: 'contract' }),
          close: () => undefined,
        };
      },
      { runs: 15 },
    );

    test('gets its first administrators by the command that a deployer runs, once', async () => {
      await local.createTable('deployed');
      const add = (...subs: string[]) =>
        run(process.execPath, ['local/commands/first-administrators.ts', 'deployed', '320602', ...subs], {
          env: { ...process.env, ...local.environment },
        });
      expect((await add('sub-1', 'sub-2')).stdout).toContain('sub-1 proposes the grants of all others');
      await expect(add('sub-3', 'sub-4')).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('there are users already'),
      });
      const table = createDynamodbTable({ client: local.client, tableName: 'deployed' });
      expect((await listUsers(table, undefined)).items).toMatchObject([
        { sub: 'sub-1', grants: [{ role: 'admin', areaCode: '320602' }] },
        { sub: 'sub-2', grants: [{ role: 'admin.approver', areaCode: '320602' }] },
      ]);
    });
  });
} else if (process.env.CI === 'true') {
  test('the DynamoDB engine on DynamoDB Local', () => {
    expect(lacking).toBeUndefined();
  });
} else {
  process.stderr.write(
    `Skipped: the DynamoDB engine is not compared with DynamoDB Local, there is ${lacking}.\n`,
  );
  test.skip('the DynamoDB engine on DynamoDB Local', () => undefined);
}
