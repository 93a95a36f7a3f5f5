import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';

/** The table of the provider's sessions, grants and codes, beside the store in the same file. */
export function createArtifactTable(database: SqliteDatabase): void {
  database.exec(`
    CREATE TABLE IF NOT EXISTS identity_artifact (
      model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL,
      expires_at INTEGER, uid TEXT, grant_id TEXT,
      PRIMARY KEY (model, id)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS identity_artifact_uid ON identity_artifact (uid) WHERE uid IS NOT NULL;
    CREATE INDEX IF NOT EXISTS identity_artifact_grant ON identity_artifact (grant_id) WHERE grant_id IS NOT NULL;
    CREATE INDEX IF NOT EXISTS identity_artifact_end ON identity_artifact (expires_at);
  `);
}

/** oidc-provider's storage of one kind of artifact; it checks expiry itself, so what has ended is only litter. */
export function artifactAdapter(database: SqliteDatabase, model: string): Adapter {
  function find(column: 'id' | 'uid', value: string): AdapterPayload | undefined {
    const row = database.read(() =>
      database
        .prepare(`SELECT payload FROM identity_artifact WHERE model = ? AND ${column} = ?`)
        .get(model, value),
    );
    if (row === undefined) return undefined;
    const payload: unknown = JSON.parse(String(row.payload));
    if (!isPayload(payload)) throw new Error(`a stored ${model} is no object`);
    return payload;
  }

  async function write(sql: string, ...values: (string | number | null)[]): Promise<void> {
    await database.write(() => database.prepare(sql).run(...values));
  }

  return {
    async upsert(id, payload, expiresIn) {
      const now = epochSeconds();
      await database.write(() => {
        database.prepare('DELETE FROM identity_artifact WHERE expires_at < ?').run(now);
        database
          .prepare(
            `INSERT INTO identity_artifact (model, id, payload, expires_at, uid, grant_id) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at,
               uid = excluded.uid, grant_id = excluded.grant_id`,
          )
          .run(
            model,
            id,
            JSON.stringify(payload),
            expiresIn === undefined ? null : now + expiresIn,
            payload.uid ?? null,
            payload.grantId ?? null,
          );
      });
    },
    find: async (id) => find('id', id),
    findByUid: async (uid) => find('uid', uid),
    // The device flow is off: no artifact has a user code.
    findByUserCode: async () => undefined,
    consume: (id) =>
      write(
        `UPDATE identity_artifact SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?`,
        epochSeconds(),
        model,
        id,
      ),
    destroy: (id) => write('DELETE FROM identity_artifact WHERE model = ? AND id = ?', model, id),
    revokeByGrantId: (grantId) =>
      write('DELETE FROM identity_artifact WHERE model = ? AND grant_id = ?', model, grantId),
  };
}

/** What `upsert` was given, as it was written. */
function isPayload(value: unknown): value is AdapterPayload {
  return typeof value === 'object' && value !== null;
}

/** Sessions end by the wall clock; the business date may stand in 2008. */
function epochSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
