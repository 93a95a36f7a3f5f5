import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { systemClock } from '../../functions/adapters/clock/system-clock.ts';
import { createDynamodbTable } from '../../functions/adapters/dynamodb/dynamodb-table.ts';
import { addFirstAdministrators } from '../../functions/app/access/first-administrators.ts';
import { isAreaCode } from '../../functions/domain/review/area.ts';

// Run once against a new deployment, by whoever deployed it, with their own credentials for its table.
const [tableName, district = '', admin, approver] = process.argv.slice(2);
if (tableName === undefined || !isAreaCode(district) || admin === undefined || approver === undefined) {
  process.stderr.write('usage: first-administrators TABLE DISTRICT SUB-OF-ADMIN SUB-OF-ADMIN.APPROVER\n');
  process.exitCode = 2;
} else {
  const table = createDynamodbTable({ client: new DynamoDBClient(), tableName });
  const added = await addFirstAdministrators({ table, clock: systemClock() }, { admin, approver, district });
  if (added.ok) {
    process.stdout.write(`${admin} proposes the grants of all others, ${approver} approves them\n`);
  } else {
    process.stderr.write(
      added.error === 'same-person'
        ? 'these must be two people\n'
        : 'there are users already: they grant roles by /api/users\n',
    );
    process.exitCode = 1;
  }
}
