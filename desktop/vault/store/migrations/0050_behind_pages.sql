-- Of Word, PowerPoint and rich text that were read before, what no page shows (instructions of
-- fields, masters and layouts) was not read: they are looked into once more, behind. Of a file whose
-- record was sent or received that record stays as it is.

INSERT INTO picture_pending (media_row, described)
    SELECT row, EXISTS (SELECT 1 FROM record_version WHERE record_id = media.id) FROM media
    WHERE media_type IN (
        'application/rtf',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation'
    )
    AND size <= 67108864
    ON CONFLICT DO NOTHING;
