-- How the book is made.

-- One row, beside the portfolio's. `parts` is a JSON array of {part, isShown} in the book's order, `target` in bytes,
-- NULL for no limit. `cover_photo` is an attachment, empty for the app's choice, `none` for no photo.
CREATE TABLE book (
  id TEXT PRIMARY KEY REFERENCES portfolio (id),
  title TEXT NOT NULL DEFAULT '',
  paper TEXT NOT NULL DEFAULT 'A4',
  orientation TEXT NOT NULL DEFAULT 'portrait',
  theme TEXT NOT NULL DEFAULT 'colour',
  parts TEXT NOT NULL DEFAULT '[]',
  target INTEGER,
  cover_photo TEXT NOT NULL DEFAULT '',
  logo_hash TEXT REFERENCES file (hash),
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
INSERT INTO book (id, updated_at, updated_by) SELECT id, updated_at, updated_by FROM portfolio;

-- How photos stand in the book, empty for the app's choice; which pages of a document come behind it: empty for all,
-- `none`, or numbers as `1-3,7`.
ALTER TABLE evidence ADD COLUMN photo_layout TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN annex TEXT NOT NULL DEFAULT '';
