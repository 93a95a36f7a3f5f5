import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';

describe('the toolchain', () => {
  test('runs on the Node that Lambda runs, whichever Node started npm', () => {
    expect(process.versions.node.split('.')[0]).toBe('24');
  });

  test('has SQLite built in', () => {
    const db = new DatabaseSync(':memory:');
    expect(db.prepare('SELECT 1 + 1 AS two').get()).toMatchObject({ two: 2 });
    db.close();
  });
});
