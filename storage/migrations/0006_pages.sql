-- Opened gallery pages that follow what happens: the message that a page is, and the place that it was left at.

ALTER TABLE gallery_view ADD COLUMN message_id VARCHAR;
-- The place (`seq`) of its first picture; NULL follows the newest.
ALTER TABLE gallery_view ADD COLUMN place INTEGER;
-- Nine at a time, as a contact sheet.
ALTER TABLE gallery_view ADD COLUMN grid BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX gallery_view_opened ON gallery_view (created_at);
