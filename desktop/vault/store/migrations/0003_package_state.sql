-- A package is recorded before its file takes its name, so that none is under way that is not
-- known here. 'naming': recorded, the name not confirmed yet. 'unknown': the program was stopped
-- in between, and its file is not to be seen; it counts as sent. target: the path of the file,
-- in the system's own bytes, until it is settled.

ALTER TABLE package_sent ADD COLUMN state TEXT NOT NULL DEFAULT 'named'
    CHECK (state IN ('naming', 'named', 'unknown'));
ALTER TABLE package_sent ADD COLUMN target BLOB;
