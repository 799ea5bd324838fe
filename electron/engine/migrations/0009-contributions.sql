-- What colleagues are asked for, and what comes back. Facts, not a part of the history, but for what was decided.

-- Sent from here: what was asked of whom, as JSON (domain/contribution.ts).
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  contents TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT;

-- This portfolio was begun for somebody else's: one row, or none. `sent_at` is empty until it was sent back.
CREATE TABLE invited (
  id TEXT PRIMARY KEY,
  contents TEXT NOT NULL,
  received_at TEXT NOT NULL,
  sent_at TEXT NOT NULL DEFAULT '',
  sender TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;

-- What came back: `id` is that of the colleague's own portfolio, which lies whole in `tray/<id>/`.
CREATE TABLE contribution (
  id TEXT PRIMARY KEY,
  invitation_id TEXT NOT NULL,
  sender TEXT NOT NULL,
  note TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  received_at TEXT NOT NULL
) STRICT;

-- What was decided about a suggestion, as it was then: `mark` is a hash of what it said, `result` the piece that came of it.
CREATE TABLE suggestion (
  id TEXT PRIMARY KEY,
  decision TEXT NOT NULL CHECK (decision IN ('taken', 'left')),
  mark TEXT NOT NULL,
  result TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
