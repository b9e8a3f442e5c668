-- What a received package said of its sender's custody log: the newest row, and where restored vaults
-- went on with it, as JSON; "" of one that was received before this was kept. "sender_log": as in
-- its receipt, how that goes on from what came before.
ALTER TABLE package_received ADD COLUMN log_told TEXT NOT NULL DEFAULT '';
ALTER TABLE package_received ADD COLUMN sender_log TEXT NOT NULL DEFAULT '';
CREATE INDEX package_received_of ON package_received (sender);
