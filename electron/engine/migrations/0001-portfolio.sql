-- A portfolio: one school, one cycle. Ids are language-neutral words for the Mission's parts and UUIDv7 for the rest,
-- so that two copies can be merged. Times are ISO 8601 in UTC, days are YYYY-MM-DD, empty text means "not said".

CREATE TABLE portfolio (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL,
  country TEXT NOT NULL,
  language TEXT NOT NULL,
  cycle_from INTEGER NOT NULL,
  cycle_to INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

-- The portfolio keeps its own copy of the Mission's structure, because the official form changes.
CREATE TABLE section (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  short_title TEXT NOT NULL,
  claim TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

CREATE TABLE strand (
  id TEXT PRIMARY KEY,
  section_id TEXT NOT NULL REFERENCES section (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  question TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
CREATE INDEX strand_by_section ON strand (section_id, position);

CREATE TABLE answer (
  strand_id TEXT PRIMARY KEY REFERENCES strand (id),
  text TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

CREATE TABLE plan_row (
  id TEXT PRIMARY KEY,
  section_id TEXT NOT NULL REFERENCES section (id),
  position INTEGER NOT NULL,
  goal TEXT NOT NULL,
  action TEXT NOT NULL,
  who TEXT NOT NULL,
  due TEXT NOT NULL,
  indicator TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
CREATE INDEX plan_row_by_section ON plan_row (section_id, position);

CREATE TABLE evidence (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  shows TEXT NOT NULL,
  note TEXT NOT NULL,
  date TEXT NOT NULL,
  date_until TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

-- Where a piece of evidence belongs; strand_id is NULL while only the section is known.
CREATE TABLE placement (
  id TEXT PRIMARY KEY,
  evidence_id TEXT NOT NULL REFERENCES evidence (id),
  section_id TEXT NOT NULL REFERENCES section (id),
  strand_id TEXT REFERENCES strand (id),
  position INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX placement_once ON placement (evidence_id, section_id, ifnull(strand_id, ''));
CREATE INDEX placement_by_place ON placement (section_id, strand_id, position);

-- A stored original, files/ab/<hash>. Not a part of the history: the file stays while an undo could ask for it.
CREATE TABLE file (
  hash TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  type TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  picture TEXT NOT NULL CHECK (picture IN ('none', 'waiting', 'ready', 'damaged', 'unreadable')),
  added_at TEXT NOT NULL
) STRICT;
CREATE INDEX file_waiting ON file (picture) WHERE picture = 'waiting';

CREATE TABLE attachment (
  id TEXT PRIMARY KEY,
  evidence_id TEXT NOT NULL REFERENCES evidence (id),
  role TEXT NOT NULL CHECK (role IN ('photo', 'document', 'link')),
  position INTEGER NOT NULL,
  file_hash TEXT REFERENCES file (hash),
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  caption TEXT NOT NULL,
  alt TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  CHECK ((role = 'link') = (file_hash IS NULL))
) STRICT;
CREATE INDEX attachment_by_evidence ON attachment (evidence_id, position);
CREATE INDEX attachment_by_file ON attachment (file_hash);

-- The history: one row a step, and the SQL that takes it back (while undone: that does it again).
CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  merge_key TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT;

CREATE TABLE change_step (
  id INTEGER PRIMARY KEY,
  change_id INTEGER NOT NULL REFERENCES change (id),
  table_name TEXT NOT NULL,
  operation TEXT NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
  row_key TEXT NOT NULL,
  inverse TEXT NOT NULL
) STRICT;
CREATE INDEX change_step_by_change ON change_step (change_id, table_name, row_key);
