import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { tableContract } from './table.ts';

tableContract('SQLite in memory', () => {
  const database = SqliteDatabase.open(':memory:');
  return { table: createSqliteTable(database), close: () => database.close() };
});

tableContract('SQLite on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'huimin-table-'));
  const database = SqliteDatabase.open(join(folder, 'store.sqlite'));
  return {
    table: createSqliteTable(database),
    close: () => {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
});
