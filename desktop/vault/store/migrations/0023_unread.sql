-- Versions that a newer program wrote are kept without being read: why, and on which interviews they
-- came as resting (desktop/vault/versions/unread.py).

ALTER TABLE record_version ADD COLUMN unread TEXT;

CREATE INDEX record_version_unread ON record_version (record_id) WHERE unread IS NOT NULL;

CREATE TABLE unread_ground (
    version_id   TEXT NOT NULL REFERENCES record_version (id),
    interview_id TEXT NOT NULL,
    PRIMARY KEY (version_id, interview_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX unread_ground_of ON unread_ground (interview_id);
