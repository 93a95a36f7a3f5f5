/**
 * The simulator's own book, in its own file: the program under test never reads it, so what it says of a payment
 * is a second opinion. End-to-end ids come in no order, and an index of a million of them costs a page a row; so
 * there is one such index, and everything else is kept in the order in which it came.
 */
export const bankTables = `
  CREATE TABLE IF NOT EXISTS accounts (
    account TEXT PRIMARY KEY,
    opening_fen INTEGER NOT NULL
  ) STRICT;

  -- Payment files by their message id. receiving: being read, never acknowledged; deciding: whole, its payments
  -- are being decided; received: answered; rejected: the whole file was.
  CREATE TABLE IF NOT EXISTS files (
    message_id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    count INTEGER NOT NULL,
    reason TEXT
  ) STRICT;

  -- The files that came in a bank's columns, and are answered in that bank's.
  CREATE TABLE IF NOT EXISTS files_in_columns (
    message_id TEXT PRIMARY KEY,
    bank TEXT NOT NULL
  ) STRICT;

  -- What a file asks for, and how it was answered: ACSP, RJCT, or not at all (timeout-paid, timeout-unpaid, lost).
  CREATE TABLE IF NOT EXISTS lines (
    message_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    end_to_end_id TEXT NOT NULL,
    fen INTEGER NOT NULL,
    account TEXT NOT NULL,
    bank TEXT,
    payment_information_id TEXT NOT NULL,
    debtor_account TEXT NOT NULL,
    execution_date TEXT NOT NULL,
    answer TEXT,
    reason TEXT,
    PRIMARY KEY (message_id, ordinal)
  ) STRICT, WITHOUT ROWID;

  -- The truth: one row an end-to-end id, for ever.
  CREATE TABLE IF NOT EXISTS payments (
    id INTEGER PRIMARY KEY,
    end_to_end_id TEXT NOT NULL UNIQUE,
    message_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    debtor_account TEXT NOT NULL,
    account TEXT NOT NULL,
    fen INTEGER NOT NULL,
    execution_date TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    -- What will go wrong with it, decided when it came.
    twice INTEGER NOT NULL,
    wrong_fen INTEGER,
    return_reason TEXT,
    paid_fen INTEGER NOT NULL DEFAULT 0,
    times INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS payments_due ON payments (execution_date) WHERE status = 'accepted';

  -- Bookings on debtors' accounts: planned until due_on, then booked with the next id.
  CREATE TABLE IF NOT EXISTS planned (
    reference TEXT PRIMARY KEY,
    due_on TEXT NOT NULL,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    fen INTEGER NOT NULL,
    end_to_end_id TEXT,
    reason TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS planned_due ON planned (due_on);

  -- fen is signed: a credit is positive.
  CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    booked_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    fen INTEGER NOT NULL,
    end_to_end_id TEXT,
    message_id TEXT,
    reason TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS entries_of_account ON entries (account, id);

  -- A statement holds its account's entries after one id up to another.
  CREATE TABLE IF NOT EXISTS statements (
    account TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    day TEXT NOT NULL,
    opening_fen INTEGER NOT NULL,
    closing_fen INTEGER NOT NULL,
    after_entry INTEGER NOT NULL,
    last_entry INTEGER NOT NULL,
    PRIMARY KEY (account, sequence)
  ) STRICT;

  -- What is to be sent, in order. The content is made when it is sent: the rows it is made of do not change.
  CREATE TABLE IF NOT EXISTS outgoing (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    created_at TEXT NOT NULL,
    message_id TEXT,
    account TEXT,
    sequence INTEGER,
    delivered INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS outgoing_waiting ON outgoing (delivered, id);

  CREATE TABLE IF NOT EXISTS settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
`;
