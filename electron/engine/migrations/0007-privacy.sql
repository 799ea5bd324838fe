-- Who can be seen and who agreed, what is covered in pictures, what left the portfolio and what was handed in.

-- A person or a group that many pictures share ("class 5B 2026"), named as the school chooses. Empty: not said.
CREATE TABLE subject (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'group')),
  name TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT '' CHECK (state IN ('', 'not-needed', 'held', 'missing', 'withdrawn')),
  given_on TEXT NOT NULL DEFAULT '',
  scope TEXT NOT NULL DEFAULT '' CHECK (scope IN ('', 'internal', 'label', 'publication')),
  paper TEXT NOT NULL DEFAULT '',
  reference TEXT NOT NULL DEFAULT '',
  keep_until TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

-- What is known of a file, wherever it is attached. It refers to no row of `file`: what was withdrawn is remembered when the
-- file is gone, for the day on which someone gathers it again.
CREATE TABLE consent (
  file_hash TEXT PRIMARY KEY,
  people TEXT NOT NULL DEFAULT '' CHECK (people IN ('', 'none', 'adults', 'unrecognisable', 'recognisable')),
  state TEXT NOT NULL DEFAULT '' CHECK (state IN ('', 'not-needed', 'held', 'missing', 'withdrawn')),
  given_on TEXT NOT NULL DEFAULT '',
  scope TEXT NOT NULL DEFAULT '' CHECK (scope IN ('', 'internal', 'label', 'publication')),
  paper TEXT NOT NULL DEFAULT '',
  reference TEXT NOT NULL DEFAULT '',
  keep_until TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

CREATE TABLE file_subject (
  id TEXT PRIMARY KEY,
  file_hash TEXT NOT NULL,
  subject_id TEXT NOT NULL REFERENCES subject (id),
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX file_subject_once ON file_subject (file_hash, subject_id);
CREATE INDEX file_subject_by_subject ON file_subject (subject_id);

-- What is covered in a picture, wherever it is attached: regions of the upright picture, as domain/redaction.ts writes
-- them. `is_enough`: somebody looked and said that nobody without consent can be recognised any more.
CREATE TABLE redaction (
  file_hash TEXT PRIMARY KEY,
  regions TEXT NOT NULL,
  is_enough INTEGER NOT NULL DEFAULT 0 CHECK (is_enough IN (0, 1)),
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

-- Mean brightness of a picture, 0 (black) to 255; NULL while not known.
ALTER TABLE file ADD COLUMN brightness INTEGER;

-- The school's own words on who has to agree, and how.
ALTER TABLE application ADD COLUMN consent_rules TEXT NOT NULL DEFAULT '';
-- Who sees to a section: whose to-do list it stands on.
ALTER TABLE section ADD COLUMN responsible TEXT REFERENCES person (id);

-- A line of the check that somebody looked at and decided to leave as it is.
CREATE TABLE set_aside (
  finding TEXT PRIMARY KEY,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

-- What left the portfolio. Facts, not a part of the history. `hash` is that of the file, empty for a folder; `notes` a JSON
-- array of what was known and done all the same.
CREATE TABLE export (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('book', 'section', 'sections', 'folder', 'answers', 'archive', 'list')),
  name TEXT NOT NULL,
  purpose TEXT NOT NULL,
  hash TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  notes TEXT NOT NULL DEFAULT '[]',
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT;

-- Which files were in it, how they were covered, and under which number.
CREATE TABLE export_file (
  export_id TEXT NOT NULL REFERENCES export (id),
  file_hash TEXT NOT NULL,
  evidence_id TEXT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  regions TEXT NOT NULL,
  PRIMARY KEY (export_id, file_hash, evidence_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX export_file_by_file ON export_file (file_hash);

-- What was handed in: its files lie in `submissions/<id>/`, read-only. `contents` is what the portfolio said then, as JSON.
-- Facts, not a part of the history.
CREATE TABLE submission (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  handed_in_on TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  files TEXT NOT NULL,
  contents TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT;

-- Files that somebody forgot: no more than tells them again when they are gathered once more. `is_done` is 0 until the last copy
-- within the portfolio's folder is gone, so that an interrupted forgetting is brought to its end at the next opening; until then
-- `subject_id` says who is forgotten with it. Facts, not a part of the history.
CREATE TABLE forgotten_file (
  file_hash TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  forgotten_at TEXT NOT NULL,
  subject_id TEXT NOT NULL DEFAULT '',
  is_done INTEGER NOT NULL DEFAULT 0 CHECK (is_done IN (0, 1))
) STRICT;

-- What a renewing school wrote in the cycle before: plain text, to be read beside what it writes now. The portfolio begins
-- with it, and nothing changes it. `language` is that of the text; the strand may have gone since.
CREATE TABLE earlier_answer (
  strand_id TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (strand_id, language)
) STRICT, WITHOUT ROWID;
-- The day on which earlier plan and answers were handed in; empty where no submission was kept of them.
ALTER TABLE application ADD COLUMN earlier_handed_in TEXT NOT NULL DEFAULT '';
