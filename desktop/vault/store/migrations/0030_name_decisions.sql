-- What somebody decided about a place in a text before it is shown, for each form of showing
-- (desktop/model/name_decision.py). It never leaves this vault.

CREATE TABLE name_decision (
    record_id    TEXT NOT NULL,
    form         TEXT NOT NULL,
    "key"        TEXT NOT NULL,
    choice       TEXT NOT NULL,
    instead      TEXT NOT NULL,
    decided_utc  TEXT NOT NULL,
    PRIMARY KEY (record_id, form, "key")
) STRICT;
