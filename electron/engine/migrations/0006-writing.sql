-- Answers in a second language, versions of answers, comments of colleagues.

-- Empty for none.
ALTER TABLE portfolio ADD COLUMN second_language TEXT NOT NULL DEFAULT '';

-- In which of the two languages the book is made: `first`, `second` or `both`.
ALTER TABLE book ADD COLUMN edition TEXT NOT NULL DEFAULT 'first';

-- The same answer in the portfolio's second language. `agreed_first` and `agreed_second` are both texts as they were when
-- someone last said that they say the same: what has changed since then tells which of the two is behind.
CREATE TABLE second_answer (
  strand_id TEXT PRIMARY KEY REFERENCES strand (id),
  text TEXT NOT NULL,
  agreed_first TEXT NOT NULL DEFAULT '',
  agreed_second TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

-- What an answer once was. Not a part of the history: going back to a version is a change, keeping one is none, and versions
-- outlive the strand, which may come back. `name` is empty for those that the app keeps by itself.
CREATE TABLE answer_version (
  id TEXT PRIMARY KEY,
  strand_id TEXT NOT NULL,
  edition TEXT NOT NULL CHECK (edition IN ('first', 'second')),
  text TEXT NOT NULL,
  name TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT;
CREATE INDEX answer_version_by_answer ON answer_version (strand_id, edition);

-- What a colleague says about an answer or a piece of evidence, never printed. `done_at` is empty while it is open.
CREATE TABLE comment (
  id TEXT PRIMARY KEY,
  strand_id TEXT REFERENCES strand (id),
  evidence_id TEXT REFERENCES evidence (id),
  text TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  done_at TEXT NOT NULL DEFAULT '',
  done_by TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  CHECK ((strand_id IS NULL) <> (evidence_id IS NULL))
) STRICT;
CREATE INDEX comment_by_strand ON comment (strand_id) WHERE strand_id IS NOT NULL;
CREATE INDEX comment_by_evidence ON comment (evidence_id) WHERE evidence_id IS NOT NULL;
