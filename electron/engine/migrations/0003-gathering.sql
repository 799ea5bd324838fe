-- What the media worker finds in files, kind and level of evidence, who and what it is tied to, the trash.

-- `taken_at` is the camera's wall clock as text, `taken_offset` its distance from UTC where it told one. `fingerprint` is
-- a 64-bit perceptual hash in hex. `duration` is in ms. Pictures, print renditions and texts are made in this order; all
-- of them may be made again.
ALTER TABLE file ADD COLUMN taken_at TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN taken_offset TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN pages INTEGER;
ALTER TABLE file ADD COLUMN duration INTEGER;
ALTER TABLE file ADD COLUMN print TEXT NOT NULL DEFAULT 'waiting' CHECK (print IN ('waiting', 'done'));
ALTER TABLE file ADD COLUMN text TEXT NOT NULL DEFAULT 'waiting'
  CHECK (text IN ('waiting', 'none', 'ready', 'empty', 'locked', 'unreadable'));
-- Everything is looked at once more: documents have pictures and texts now, photos a date and a fingerprint.
UPDATE file SET picture = 'waiting';
CREATE INDEX file_print_waiting ON file (print) WHERE print = 'waiting';
CREATE INDEX file_text_waiting ON file (text) WHERE text = 'waiting';
CREATE INDEX file_by_bytes ON file (bytes);

-- `removed_at` is empty for what is not in the trash.
ALTER TABLE evidence ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN level TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN removed_at TEXT NOT NULL DEFAULT '';

CREATE TABLE evidence_person (
  id TEXT PRIMARY KEY,
  evidence_id TEXT NOT NULL REFERENCES evidence (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX evidence_person_once ON evidence_person (evidence_id, person_id);
CREATE INDEX evidence_person_by_person ON evidence_person (person_id);

CREATE TABLE evidence_project (
  id TEXT PRIMARY KEY,
  evidence_id TEXT NOT NULL REFERENCES evidence (id),
  project_id TEXT NOT NULL REFERENCES project (id),
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX evidence_project_once ON evidence_project (evidence_id, project_id);
CREATE INDEX evidence_project_by_project ON evidence_project (project_id);

-- What is in the trash stands nowhere; its places wait for it.
CREATE VIEW standing AS
  SELECT placement.id, evidence_id, section_id, strand_id, position FROM placement
  WHERE evidence_id IN (SELECT id FROM evidence WHERE removed_at = '');
