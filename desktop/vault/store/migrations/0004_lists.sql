-- What a list is filtered by stands folded beside the record, in indexes that hold all a filter
-- looks at: no key typed reads whole records. Columns are filled when the vault is opened next
-- (desktop/vault/search/renewal.py), and by whoever writes the record.

ALTER TABLE interview ADD COLUMN folded TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN folded TEXT NOT NULL DEFAULT '';

DROP INDEX interview_newest;
CREATE INDEX interview_newest
    ON interview (created_utc DESC, id, language, folded);

DROP INDEX interview_in_state;
CREATE INDEX interview_in_state
    ON interview (state, created_utc DESC, id, language, folded);

CREATE INDEX interview_of_code ON interview (code);

CREATE INDEX person_by_code ON person (code, id, folded);

-- What arrived, and which versions are heads, without the documents between.
DROP INDEX record_version_of;
CREATE INDEX record_version_of ON record_version (record_id, row, id, arrived_in);

-- An interview that is opened looks for the receipts of its packages.
CREATE INDEX receipt_of_package ON receipt (package_id, imported_utc, imported_offset);

-- And for whom they were, without the whole list of what lay in each.
CREATE INDEX package_sent_to ON package_sent (
    package_id, recipient, document ->> '$.recipients[0].name',
    written_utc, written_offset
);
