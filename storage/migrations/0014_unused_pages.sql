-- When an opened gallery was last turned, null for never: what nobody turns for long is forgotten.
ALTER TABLE gallery_view ADD COLUMN turned_at DATETIME;
