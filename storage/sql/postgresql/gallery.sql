-- The gallery.

-- name: images_at
-- Place by place, and said so that no planner joins them otherwise: without statistics it walked through all pictures.
SELECT image.* FROM unnest(numbers(:places)) AS place (seq) CROSS JOIN LATERAL (
    SELECT * FROM gallery_image AS image
    WHERE image.session_id = :session_id AND image.status = 'completed' AND image.seq = place.seq AND @visible
    LIMIT 1
) AS image
ORDER BY image.seq DESC;

-- name: last_chunk$
-- Where the newest place of a session lies.
SELECT max(chunk) FROM gallery_bitmap WHERE session_id = :session_id AND facet = 'all' AND value = '';

-- name: older_common
-- The chunks of what several facets have in common, from the newer end; :also is JSON, pairs of a facet and its value.
@common_chunks
ORDER BY chunk DESC LIMIT :most;

-- name: newer_common
-- The chunks of what several facets have in common, from the older end; :also is JSON, pairs of a facet and its value.
@common_chunks
ORDER BY chunk LIMIT :most;

-- name: chunks_at
SELECT image.chunk, @all_bits AS bits FROM gallery_bitmap AS image
WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value
  AND image.chunk = ANY (numbers(:chunks)) AND @visible
GROUP BY image.chunk;

-- name: blocks_older
SELECT block.value AS block, (
    SELECT coalesce(sum(image.images), 0) FROM gallery_block AS image
    WHERE image.session_id = :session_id AND image.facet = 'all' AND image.value = '' AND image.block < block.value
      AND @visible
) AS images
FROM unnest(numbers(:blocks)) AS block (value);

-- name: block_of_number^
WITH block AS (
    SELECT image.block, sum(image.images)::bigint AS images FROM gallery_block AS image
    WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value AND @visible
    GROUP BY image.block
), counted AS (
    SELECT block, images, (sum(images) OVER (ORDER BY block DESC))::bigint - images AS newer FROM block
)
SELECT (block + 1) << 10 AS before, newer FROM counted WHERE :number > newer AND :number <= newer + images;

-- name: facet_values
SELECT value, images, name FROM (
    SELECT image.value, sum(image.images) AS images, (
        SELECT member.name FROM session_member AS member
        WHERE member.session_id = :session_id AND member.user_id = image.value AND :facet = 'user'
    ) AS name
    FROM gallery_block AS image
    WHERE image.session_id = :session_id AND image.facet = :facet
      AND image.value >= :beginning AND image.value < :beginning || chr(1114111) AND @visible
    GROUP BY image.value HAVING sum(image.images) > 0
) AS choice
ORDER BY images DESC, value LIMIT :most;

-- name: moments_at
SELECT image.seq, image.timeline FROM unnest(numbers(:places)) AS place (seq)
JOIN generated_image AS image ON image.session_id = :session_id AND image.status = 'completed' AND image.seq = place.seq;

-- name: newest_moments
SELECT session.value AS session_id, (
    SELECT max(image.timeline) FROM generated_image AS image
    WHERE image.session_id = session.value AND image.timeline < :place
) AS moment
FROM unnest(texts(:sessions)) AS session (value);

-- name: oldest_moments
SELECT session.value AS session_id, (
    SELECT min(image.timeline) FROM generated_image AS image
    WHERE image.session_id = session.value AND image.timeline > :place
) AS moment
FROM unnest(texts(:sessions)) AS session (value);

-- name: images_at_moments
SELECT image.* FROM unnest(numbers(:moments)) AS place (timeline) CROSS JOIN LATERAL (
    SELECT * FROM gallery_image AS image
    WHERE image.timeline = place.timeline AND image.status = 'completed' AND @shared_with_viewer
    LIMIT 1
) AS image
ORDER BY image.timeline DESC;

-- name: facet_values_of_sessions
SELECT value, images, name FROM (
    SELECT image.value, sum(image.images) AS images, (
        SELECT max(member.name) FROM session_member AS member
        WHERE member.session_id = ANY (texts(:sessions)) AND member.user_id = image.value AND :facet = 'user'
    ) AS name
    FROM gallery_block AS image
    WHERE @shared_with_viewer AND image.facet = :facet
      AND image.value >= :beginning AND image.value < :beginning || chr(1114111)
    GROUP BY image.value HAVING sum(image.images) > 0
) AS choice
ORDER BY images DESC, value LIMIT :most;
