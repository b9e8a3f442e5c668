-- What was typed into a form and not decided when the vault was locked: one JSON document for
-- each kind of form and record. No version, no custody event; never sent.

CREATE TABLE draft (
    kind       TEXT NOT NULL,
    record_id  TEXT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (kind, record_id)
) STRICT, WITHOUT ROWID;
