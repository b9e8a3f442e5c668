-- What came before a card was revoked is told by the order of arrival, never by a clock.

ALTER TABLE card ADD COLUMN revoked_row INTEGER;

UPDATE card SET revoked_row = (
    SELECT coalesce(max(v.row), 0) FROM record_version v
    LEFT JOIN package_received p ON p.package_id = v.arrived_in
    WHERE v.arrived_in IS NULL OR p.received_utc <= card.revoked_utc
) WHERE revoked_utc IS NOT NULL;
