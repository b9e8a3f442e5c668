-- Raw photos, AVIF and others that a newer program can show, or of which it knows more, are looked at
-- again, once: those kept with a problem, and what passes for a TIFF. Of a file whose record was sent
-- or came from elsewhere, what that says stays.
INSERT INTO picture_pending (media_row, described)
    SELECT row, 0 FROM media
    WHERE (
        media_type = 'image/tiff'
        OR (
            problem IN ('not-a-picture', 'damaged', 'too-many-pixels', 'too-much-memory')
            AND (media_type LIKE 'image/%' OR media_type = 'application/octet-stream')
        )
    )
    AND NOT EXISTS (SELECT 1 FROM record_version WHERE record_id = media.id)
    ON CONFLICT DO NOTHING;
