-- The form as data, the school's facts, people and projects, the plan of the cycle before, tags.

-- Limits are in characters, NULL for none. `wording` is the official text that the school took in.
ALTER TABLE section ADD COLUMN plan_limit INTEGER;
ALTER TABLE section ADD COLUMN wording_heading TEXT NOT NULL DEFAULT '';
ALTER TABLE section ADD COLUMN wording TEXT NOT NULL DEFAULT '';
ALTER TABLE strand ADD COLUMN answer_limit INTEGER;
ALTER TABLE strand ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1));

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

-- One row, beside the portfolio's. `registered_on` may be a year or a month; empty window days follow the cycle.
CREATE TABLE application (
  id TEXT PRIMARY KEY REFERENCES portfolio (id),
  registered_on TEXT NOT NULL DEFAULT '',
  active_teachers INTEGER,
  deadline TEXT NOT NULL DEFAULT '',
  window_from TEXT NOT NULL DEFAULT '',
  window_until TEXT NOT NULL DEFAULT '',
  rule_years INTEGER NOT NULL DEFAULT 2,
  rule_teachers INTEGER NOT NULL DEFAULT 3,
  rule_labels INTEGER NOT NULL DEFAULT 1,
  signatory TEXT REFERENCES person (id),
  declaration_text TEXT NOT NULL DEFAULT '',
  declaration_place TEXT NOT NULL DEFAULT '',
  declaration_on TEXT NOT NULL DEFAULT '',
  declaration_stamp INTEGER NOT NULL DEFAULT 1 CHECK (declaration_stamp IN (0, 1)),
  uses_criteria INTEGER NOT NULL DEFAULT 0 CHECK (uses_criteria IN (0, 1)),
  introduction TEXT NOT NULL DEFAULT '',
  earlier_from INTEGER,
  earlier_to INTEGER,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
INSERT INTO application (id, updated_at, updated_by) SELECT id, updated_at, updated_by FROM portfolio;

-- `countries` is a JSON array of ISO 3166-1 codes, `labels` one of {kind, name, awardedOn}.
CREATE TABLE project (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('european', 'national', 'other')),
  countries TEXT NOT NULL,
  started_on TEXT NOT NULL,
  ended_on TEXT NOT NULL,
  labels TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

-- The plan that came along from the portfolio of the cycle before, with what came of it.
CREATE TABLE earlier_plan_row (
  id TEXT PRIMARY KEY,
  section_id TEXT NOT NULL REFERENCES section (id),
  position INTEGER NOT NULL,
  goal TEXT NOT NULL,
  action TEXT NOT NULL,
  who TEXT NOT NULL,
  due TEXT NOT NULL,
  indicator TEXT NOT NULL,
  outcome TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
CREATE INDEX earlier_plan_row_by_section ON earlier_plan_row (section_id, position);

CREATE TABLE evidence_tag (
  id TEXT PRIMARY KEY,
  evidence_id TEXT NOT NULL REFERENCES evidence (id),
  tag TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX evidence_tag_once ON evidence_tag (evidence_id, tag);
