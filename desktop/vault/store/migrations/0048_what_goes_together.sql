-- What goes together is found later, too: by a number that a phone wrote into both files, and by
-- their names.

CREATE INDEX media_content_id ON media_metadata (value, media_row)
    WHERE "group" = 'Apple' AND key = 'ContentIdentifier';
CREATE INDEX media_by_name ON media (original_name COLLATE NOCASE, id);
