-- How many have starred a picture, and a facet for each number: by most stars is then a walk along one facet after the other.
ALTER TABLE generated_image ADD COLUMN stars bigint NOT NULL DEFAULT 0;

DROP VIEW gallery_image;
CREATE VIEW gallery_image AS
SELECT image.*, member.name AS user_name
FROM generated_image AS image
LEFT JOIN session_member AS member ON member.session_id = image.session_id AND member.user_id = image.user_id;

CREATE OR REPLACE FUNCTION bits_of(image generated_image)
RETURNS TABLE (session_id text, facet text, value text, chunk bigint, visibility text, bits bigint)
LANGUAGE sql STABLE AS $$
    SELECT image.session_id, found.facet, found.value, image.seq >> 6, image.visibility,
        1::bigint << (image.seq & 63)::integer
    FROM (
        SELECT 'all' AS facet, '' AS value
        UNION ALL SELECT 'favorite', '' WHERE image.is_favorite
        -- Six digits, so that texts are in the order of numbers.
        UNION ALL SELECT 'stars', lpad(greatest(image.stars, 1)::text, 6, '0') WHERE image.is_favorite
        UNION ALL SELECT 'user', image.user_id
        UNION ALL SELECT 'type', image.type
        UNION ALL SELECT 'style', image.style WHERE image.style IS NOT NULL
        UNION SELECT 'tag', tag FROM unnest(tags_of(image.tags)) AS tag
    ) AS found
    WHERE image.status = 'completed' AND image.seq IS NOT NULL
$$;

-- Without the triggers, which do not know what of this was there before: then the new facet's bits and blocks.
ALTER TABLE generated_image DISABLE TRIGGER USER;
UPDATE generated_image
SET stars = (SELECT count(*) FROM favorite WHERE favorite.image_id = generated_image.id AND favorite.starred)
WHERE is_favorite;
ALTER TABLE generated_image ENABLE TRIGGER USER;
INSERT INTO gallery_bitmap (session_id, facet, value, chunk, visibility, bits)
SELECT place.session_id, place.facet, place.value, place.chunk, place.visibility, bit_or(place.bits)
FROM generated_image AS image CROSS JOIN LATERAL bits_of(image) AS place
WHERE place.facet = 'stars'
GROUP BY 1, 2, 3, 4, 5;
INSERT INTO gallery_block (session_id, facet, value, block, visibility, images)
SELECT place.session_id, place.facet, place.value, place.chunk >> 4, place.visibility, count(*)
FROM generated_image AS image CROSS JOIN LATERAL bits_of(image) AS place
WHERE place.facet = 'stars'
GROUP BY 1, 2, 3, 4, 5;
