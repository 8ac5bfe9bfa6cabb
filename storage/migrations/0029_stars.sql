-- How many have starred a picture, and a facet for each number: by most stars is then a walk along one facet after the other.
ALTER TABLE generated_image ADD COLUMN stars INTEGER NOT NULL DEFAULT 0;

DROP VIEW image_facet;
CREATE VIEW image_facet AS
SELECT id, session_id, 'all' AS facet, '' AS value, seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL
UNION ALL
SELECT id, session_id, 'favorite', '', seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL AND is_favorite
UNION ALL
-- Six digits, so that texts are in the order of numbers.
SELECT id, session_id, 'stars', printf('%06d', max(stars, 1)), seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL AND is_favorite
UNION ALL
SELECT id, session_id, 'user', user_id, seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL
UNION ALL
SELECT id, session_id, 'type', type, seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL
UNION ALL
SELECT id, session_id, 'style', style, seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL AND style IS NOT NULL
UNION ALL
SELECT image.id, image.session_id, 'tag', tag.value, image.seq, image.visibility
FROM generated_image AS image, json_each(iif(json_valid(image.tags), image.tags, '[]')) AS tag
WHERE image.status = 'completed' AND image.seq IS NOT NULL AND tag.type = 'text';

-- Whoever sets `stars` sets `is_favorite` with it, which the triggers look for.
UPDATE generated_image
SET stars = (SELECT count(*) FROM favorite WHERE favorite.image_id = generated_image.id AND favorite.starred);
INSERT INTO gallery_bitmap (session_id, facet, value, chunk, visibility, bits)
SELECT session_id, facet, value, seq >> 6, visibility, 1 << (seq & 63) FROM image_facet WHERE facet = 'stars'
ON CONFLICT (session_id, facet, value, chunk, visibility) DO UPDATE SET bits = bits | excluded.bits;
