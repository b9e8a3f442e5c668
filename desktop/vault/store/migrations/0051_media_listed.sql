-- Which files a list shows, from an index alone.
DROP INDEX media_newest;
CREATE INDEX media_newest ON media (
    added_utc DESC, id, added_offset, media_type, problem, captured_at, original_name
);
CREATE INDEX media_with_place ON media_metadata (media_row)
    WHERE "group" IN ('GPS', 'XMP') AND key = 'DecimalDegrees' AND value <> '';
