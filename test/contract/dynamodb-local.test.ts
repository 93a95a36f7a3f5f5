import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDynamodbTable } from '../../functions/adapters/dynamodb/dynamodb-table.ts';
import {
  type DynamodbLocal,
  startDynamodbLocal,
  whatDynamodbLocalLacks,
} from './dynamodb-local/start-dynamodb-local.ts';
import { tableContract } from './table.ts';

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
