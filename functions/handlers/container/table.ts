import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamodbTable } from '../../adapters/dynamodb/dynamodb-table.ts';
import { clientOptions } from './aws.ts';
import { setting } from './setting.ts';

export const table = createDynamodbTable({
  client: new DynamoDBClient(clientOptions),
  tableName: setting('TABLE_NAME'),
});
