-- An interview that shows what was told in another: whose words it shows, and in which form
-- (desktop/model/interview.py).
ALTER TABLE interview ADD COLUMN derived_from TEXT NOT NULL DEFAULT '';
ALTER TABLE interview ADD COLUMN shown_as TEXT NOT NULL DEFAULT '';

-- Under which id a record of this vault is shown, for each form of showing
-- (desktop/vault/records/derived.py). Its versions lie with all others and are not laid.
CREATE TABLE derived (
    derived_id   TEXT NOT NULL PRIMARY KEY,
    kind         TEXT NOT NULL,
    source_id    TEXT NOT NULL,
    form         TEXT NOT NULL,
    -- The version that was made last, and that of the source as it was then; '' before.
    version_id   TEXT NOT NULL DEFAULT '',
    made_of      TEXT NOT NULL DEFAULT '',
    UNIQUE (source_id, form)
) STRICT;
