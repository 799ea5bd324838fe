-- How a photo is shown, the picture on a card, and what is kept of a link.

-- `edit` is empty for the photo as it came; `cover` for the first photo. A kept copy is a stored file like any other.
ALTER TABLE attachment ADD COLUMN edit TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN checked_on TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN copy_hash TEXT REFERENCES file (hash);
ALTER TABLE attachment ADD COLUMN copy_name TEXT NOT NULL DEFAULT '';
CREATE INDEX attachment_by_copy ON attachment (copy_hash) WHERE copy_hash IS NOT NULL;
ALTER TABLE evidence ADD COLUMN cover TEXT NOT NULL DEFAULT '';
