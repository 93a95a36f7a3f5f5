/**
 * The journal: one row an execution, and everything that it waits for is in its row. The partial indexes hold only
 * what has to be found, so what is parked costs nothing but its row.
 *
 * phase: what the current state is to do next, or waits for
 *   pending   a Map's item that is not started yet
 *   enter     run the state on state_input
 *   token     call the handler with the journalled token; parked once that has returned (queue is null)
 *   answer    go on with the answer: of a token, a due time, or a failed Map
 *   wait      a Wait state, until due
 *   backoff   before a Retry, until due
 *   map       children are running
 *   failing   a child failed; the others that are running are let end
 *   gather    all children succeeded: collect their outputs
 *   ended     status says how
 */
export const tables = `
CREATE TABLE IF NOT EXISTS wf_definitions (
  id INTEGER PRIMARY KEY,
  machine TEXT NOT NULL,
  hash TEXT NOT NULL,
  definition TEXT NOT NULL,
  UNIQUE (machine, hash)
) STRICT;

CREATE TABLE IF NOT EXISTS wf_executions (
  id INTEGER PRIMARY KEY,
  machine TEXT NOT NULL,
  name TEXT NOT NULL,
  definition_id INTEGER NOT NULL REFERENCES wf_definitions (id),
  status TEXT NOT NULL CHECK (status IN ('RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED')),
  phase TEXT NOT NULL,
  state TEXT NOT NULL,
  seq INTEGER NOT NULL,        -- states entered so far: tells the visits of one state apart
  state_input TEXT,            -- JSON; null once ended otherwise than by failing
  queue INTEGER,               -- place in the queue while there is something to do
  due INTEGER,                 -- business clock, milliseconds: Wait, Retry, or the token's timeout
  deadline INTEGER,            -- business clock: the whole execution's TimeoutSeconds
  token TEXT,
  answer TEXT,                 -- JSON: {"output": …} or {"error": …, "cause": …}
  retries TEXT,                -- JSON: uses of each Retry rule of the current state
  events INTEGER NOT NULL,     -- rows in wf_events
  parent_id INTEGER,           -- of a Map's item
  map_index INTEGER,
  map_next INTEGER,            -- of a Map: the next item to start
  map_left INTEGER,            -- of a Map: items that have not ended; while failing, those still running
  input TEXT,                  -- JSON; null for a Map's item
  output TEXT,                 -- JSON
  error TEXT,
  cause TEXT,
  started_at INTEGER NOT NULL, -- business clock, milliseconds
  ended_at INTEGER,
  UNIQUE (machine, name)
) STRICT;
CREATE INDEX IF NOT EXISTS wf_running ON wf_executions (definition_id) WHERE status = 'RUNNING';
CREATE INDEX IF NOT EXISTS wf_failed ON wf_executions (definition_id) WHERE status = 'FAILED';
CREATE INDEX IF NOT EXISTS wf_queue ON wf_executions (queue) WHERE queue IS NOT NULL;
CREATE INDEX IF NOT EXISTS wf_due ON wf_executions (due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS wf_deadline ON wf_executions (deadline) WHERE deadline IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS wf_token ON wf_executions (token) WHERE token IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS wf_children ON wf_executions (parent_id, map_index) WHERE parent_id IS NOT NULL;

CREATE TABLE IF NOT EXISTS wf_events (
  execution_id INTEGER NOT NULL,
  event INTEGER NOT NULL,
  kind TEXT NOT NULL,          -- entered, or failed: an attempt that is made again
  state TEXT NOT NULL,
  at INTEGER NOT NULL,
  error TEXT,
  cause TEXT,
  PRIMARY KEY (execution_id, event)
) STRICT, WITHOUT ROWID;
`;
