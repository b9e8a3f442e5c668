-- What a list shows of a package stands in columns; its document, which may be as long as fifty
-- megabytes, lies in a table of its own and is read when the package is opened.

CREATE TABLE package_sent_document (
    package_id TEXT PRIMARY KEY REFERENCES package_sent (package_id) ON DELETE CASCADE,
    document   BLOB NOT NULL
) STRICT;
INSERT INTO package_sent_document SELECT package_id, document FROM package_sent;

ALTER TABLE package_sent ADD COLUMN recipient_name TEXT NOT NULL DEFAULT '';
ALTER TABLE package_sent ADD COLUMN interviews INTEGER NOT NULL DEFAULT 0;
ALTER TABLE package_sent ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
UPDATE package_sent SET
    recipient_name = json_extract(CAST(document AS TEXT), '$.recipients[0].name'),
    interviews = (
        SELECT count(DISTINCT json_extract(e.value, '$.record_id'))
        FROM json_each(CAST(document AS TEXT), '$.records') e
        WHERE json_extract(e.value, '$.kind') = 'interview'
    ),
    files = json_array_length(CAST(document AS TEXT), '$.media');
DROP INDEX package_sent_to;
ALTER TABLE package_sent DROP COLUMN document;

CREATE INDEX package_sent_newest ON package_sent (written_utc DESC, package_id);
CREATE INDEX package_sent_to ON package_sent (recipient);
CREATE INDEX package_item_aside ON package_item (package_id) WHERE outcome = 'set-aside';

CREATE TABLE package_received_document (
    package_id TEXT PRIMARY KEY REFERENCES package_received (package_id) ON DELETE CASCADE,
    document   BLOB NOT NULL,
    receipt    BLOB NOT NULL
) STRICT;
INSERT INTO package_received_document SELECT package_id, document, receipt FROM package_received;

ALTER TABLE package_received ADD COLUMN sender_name TEXT NOT NULL DEFAULT '';
ALTER TABLE package_received ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE package_received ADD COLUMN interviews INTEGER NOT NULL DEFAULT 0;
ALTER TABLE package_received ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
ALTER TABLE package_received ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0;
UPDATE package_received SET
    sender_name = json_extract(CAST(document AS TEXT), '$.sender.name'),
    purpose = json_extract(CAST(document AS TEXT), '$.purpose'),
    interviews = (
        SELECT count(DISTINCT json_extract(e.value, '$.record_id'))
        FROM json_each(CAST(document AS TEXT), '$.records') e
        WHERE json_extract(e.value, '$.kind') = 'interview'
    ),
    files = json_array_length(CAST(document AS TEXT), '$.media'),
    set_aside = (
        SELECT count(*) FROM json_each(CAST(receipt AS TEXT), '$.records') e
        WHERE json_extract(e.value, '$.outcome') = 'set-aside'
    ) + (
        SELECT count(*) FROM json_each(CAST(receipt AS TEXT), '$.media') e
        WHERE json_extract(e.value, '$.outcome') = 'set-aside'
    );
ALTER TABLE package_received DROP COLUMN document;
ALTER TABLE package_received DROP COLUMN receipt;

CREATE INDEX package_received_newest ON package_received (received_utc DESC, package_id);

-- Who uses a file, and what an interview names, from the index alone.
DROP INDEX attachment_of_media;
CREATE INDEX attachment_of_media ON attachment (media_id, interview_id);
DROP INDEX attachment_in_order;
CREATE INDEX attachment_in_order ON attachment (interview_id, position, media_id);
