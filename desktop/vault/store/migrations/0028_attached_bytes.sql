-- An interview names the bytes of its files, not only their ids.

ALTER TABLE attachment ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';

-- What arrives is held against what interviews name for its id.
CREATE INDEX attachment_named ON attachment (interview_id, media_id, sha256);
