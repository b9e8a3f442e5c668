-- What earlier programs called a damaged picture, or of a kind that cannot be shown, and is a
-- document, is looked into once more, behind, and called what it is. Of a file whose record was
-- sent or received that record stays as it is.

INSERT INTO picture_pending (media_row, described)
    SELECT row, EXISTS (SELECT 1 FROM record_version WHERE record_id = media.id) FROM media
    WHERE problem IN ('damaged', 'not-a-picture')
    AND (media_type IN ('application/pdf', 'application/rtf')
        OR media_type LIKE 'application/vnd.openxmlformats-officedocument.%'
        OR media_type LIKE 'application/vnd.oasis.opendocument.%')
    AND size <= 67108864
    ON CONFLICT DO NOTHING;
