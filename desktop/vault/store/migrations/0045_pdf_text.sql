-- PDFs that came in before their text was read are looked into once more, behind. Of a file whose
-- record was sent or received that record stays as it is.

INSERT INTO picture_pending (media_row, described)
    SELECT row, EXISTS (SELECT 1 FROM record_version WHERE record_id = media.id) FROM media
    WHERE media_type = 'application/pdf'
    AND size <= 67108864
    ON CONFLICT DO NOTHING;
