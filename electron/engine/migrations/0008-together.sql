-- What it takes to bring two copies of a portfolio together: who wrote which field when, and what each copy has seen.

-- One row: which copy this is, where it lay when it got its name (another place is another copy), and its last stamp.
CREATE TABLE this_copy (
  id TEXT PRIMARY KEY,
  mark TEXT NOT NULL,
  clock TEXT NOT NULL
) STRICT;

-- Of the other copies: up to which stamp all that they wrote has arrived here.
CREATE TABLE known_copy (
  copy TEXT PRIMARY KEY,
  at TEXT NOT NULL
) STRICT;

-- Who wrote a field last, and when (engine/stamps.ts). Cell '' is the whole row, '/' what belongs to it; fields without a stamp of
-- their own have the row's, and rows without one were written before there were any: `updated_at`, by the copy '0'.
CREATE TABLE stamp (
  table_name TEXT NOT NULL,
  row_key TEXT NOT NULL,
  cell TEXT NOT NULL,
  at TEXT NOT NULL,
  copy TEXT NOT NULL,
  PRIMARY KEY (table_name, row_key, cell)
) STRICT, WITHOUT ROWID;

-- Rows from before there were stamps that were deleted since: of all others, what is missing and was seen tells it.
CREATE TABLE gone_row (
  table_name TEXT NOT NULL,
  row_key TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (table_name, row_key)
) STRICT, WITHOUT ROWID;

-- Who gathered it; empty where that is not known.
ALTER TABLE evidence ADD COLUMN created_by TEXT NOT NULL DEFAULT '';
UPDATE evidence SET created_by = updated_by WHERE created_at = updated_at;
