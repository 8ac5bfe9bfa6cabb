-- A request that waits for a place at a provider: whose, from when there may be one, how many seconds it has waited in
-- all, and what its player says to it ('asked', 'wait' or 'another'; NULL: nobody was asked).
ALTER TABLE image_generation ADD COLUMN waits_for VARCHAR;
ALTER TABLE image_generation ADD COLUMN free_at DATETIME;
ALTER TABLE image_generation ADD COLUMN waited FLOAT NOT NULL DEFAULT 0;
ALTER TABLE image_generation ADD COLUMN place_choice VARCHAR;
CREATE INDEX image_generation_line ON image_generation (waits_for)
WHERE status IN ('queued', 'delayed') AND waits_for IS NOT NULL;
