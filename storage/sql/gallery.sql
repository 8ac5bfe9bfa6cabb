-- What a viewer reads goes through one predicate, `visible.sql`, which stands wherever @visible is written.

-- name: begin_image$
-- Insert the pending picture of a claimed request, or take up the one that an earlier try has left.
INSERT INTO generated_image (
    id, session_id, user_id, prompt, provider, status, created_at, request_id, "index", type, style, visibility, parent_id
) VALUES (
    :id, :session_id, :user_id, :prompt, :provider, 'pending', :now, :request_id, :index, :type, :style, :visibility, :parent_id
)
ON CONFLICT (request_id, "index") DO UPDATE SET status = 'pending', error_message = NULL
RETURNING id;

-- name: next_seq$
-- Give out the next place in a session's gallery and count the picture.
UPDATE session
SET last_seq = last_seq + 1,
    public_images = public_images + CAST(:visibility = 'public' AS INTEGER),
    secret_images = secret_images + CAST(:visibility <> 'public' AS INTEGER)
WHERE id = :session_id
RETURNING last_seq;

-- name: complete_image!
UPDATE generated_image
SET status = 'completed', seq = :seq, timeline = @next_moment, enhanced_prompt = :enhanced_prompt, negative_prompt = :negative_prompt,
    image_url = :image_url, thumbnail_url = :thumbnail_url, provider = :provider, model = :model,
    generation_time = :generation_time, seed = :seed, width = :width, height = :height, bytes = :bytes,
    sha256 = :sha256, format = :format, alt_text = :alt_text, cost = :cost, recipe = :recipe, placeholder = :placeholder,
    style = coalesce(:style, style),
    completed_at = :now, error_message = NULL
WHERE id = :id;

-- name: fail_image!
UPDATE generated_image SET status = 'failed', error_message = :error_message, completed_at = :now
WHERE request_id = :request_id AND status = 'pending';

-- name: image_by_id^
SELECT * FROM gallery_image AS image WHERE image.id = :id AND image.status = 'completed' AND @visible;

-- name: images_of_request
SELECT * FROM gallery_image WHERE request_id = :request_id AND status = 'completed' ORDER BY "index";

-- name: images_at
-- The pictures at some places of a gallery, newest first.
SELECT * FROM gallery_image AS image
WHERE image.session_id = :session_id AND image.status = 'completed'
  AND image.seq IN (SELECT place.value FROM json_each(:places) AS place) AND @visible
ORDER BY image.seq DESC;

-- name: moments_at
-- Where some places of a session lie on the timeline.
SELECT image.seq, image.timeline FROM generated_image AS image
WHERE image.session_id = :session_id AND image.status = 'completed'
  AND image.seq IN (SELECT place.value FROM json_each(:places) AS place);

-- name: place_by_moment$
-- The newest place of a session that is not newer than a place on the timeline.
SELECT image.seq FROM generated_image AS image
WHERE image.session_id = :session_id AND image.timeline <= :place
ORDER BY image.timeline DESC LIMIT 1;

-- name: newest_moment$
SELECT max(timeline) FROM generated_image WHERE timeline IS NOT NULL;

-- name: older_chunks
-- The rows of a facet's places between two others, from the newer end: a secret picture's bit is in a row of its own.
@chunks_between ORDER BY image.chunk DESC LIMIT :most;

-- name: newer_chunks
-- The same from the older end.
@chunks_between ORDER BY image.chunk LIMIT :most;

-- name: facet_total$
SELECT coalesce(sum(image.images), 0) FROM gallery_block AS image
WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value AND @visible;

-- name: chunks_at
-- Some chunks of a facet's places.
SELECT image.chunk, @all_bits AS bits FROM gallery_bitmap AS image
WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value
  AND image.chunk IN (SELECT chunk.value FROM json_each(:chunks) AS chunk) AND @visible
GROUP BY image.chunk;

-- name: newer_in_block
-- The chunks from one place's on to the end of its block, each with how many places lie in newer blocks.
SELECT image.chunk, @all_bits AS bits, (
    SELECT coalesce(sum(image.images), 0) FROM gallery_block AS image
    WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value
      AND image.block > :place >> 10 AND @visible
) AS newer
FROM gallery_bitmap AS image
WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value
  AND image.chunk >= :place >> 6 AND image.chunk <= (:place >> 6 | 15) AND @visible
GROUP BY image.chunk;

-- name: blocks_older
-- How many places of a session lie in blocks older than each of some.
SELECT block.value AS block, (
    SELECT coalesce(sum(image.images), 0) FROM gallery_block AS image
    WHERE image.session_id = :session_id AND image.facet = 'all' AND image.value = '' AND image.block < block.value
      AND @visible
) AS images
FROM json_each(:blocks) AS block;

-- name: block_of_number^
-- Where the block ends that the number-th newest place lies in, and how many are newer than the whole block.
WITH block AS (
    SELECT image.block, sum(image.images) AS images FROM gallery_block AS image
    WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value AND @visible
    GROUP BY image.block
), counted AS (
    SELECT block, images, sum(images) OVER (ORDER BY block DESC) - images AS newer FROM block
)
SELECT (block + 1) << 10 AS before, newer FROM counted WHERE :number > newer AND :number <= newer + images;

-- name: facet_values
-- The values of a facet that begin with a text, the most used first.
SELECT image.value, sum(image.images) AS images, (
    SELECT member.name FROM session_member AS member
    WHERE member.session_id = :session_id AND member.user_id = image.value AND :facet = 'user'
) AS name
FROM gallery_block AS image
WHERE image.session_id = :session_id AND image.facet = :facet
  AND image.value >= :beginning AND image.value < :beginning || char(1114111) AND @visible
GROUP BY image.value HAVING sum(image.images) > 0
ORDER BY images DESC, image.value LIMIT :most;

-- name: fewer_stars$
-- The next lower number of stars that pictures have.
SELECT max(image.value) FROM gallery_block AS image
WHERE image.session_id = :session_id AND image.facet = 'stars' AND image.value < :value AND @visible;

-- name: more_stars$
-- The next higher number of stars that pictures have.
SELECT min(image.value) FROM gallery_block AS image
WHERE image.session_id = :session_id AND image.facet = 'stars' AND image.value > :value AND @visible;

-- name: last_place$
SELECT last_seq FROM session WHERE id = :session_id;

-- name: last_until^
-- The newest picture up to one place and above another, and when it was painted.
SELECT image.seq, image.created_at, image.completed_at FROM generated_image AS image
WHERE image.session_id = :session_id AND image.status = 'completed' AND image.seq <= :most AND image.seq > :after
  AND @visible
ORDER BY image.seq DESC LIMIT 1;

-- name: facet_totals_of_sessions
-- How many pictures of a facet each of several sessions has.
SELECT image.session_id, sum(image.images) AS images FROM gallery_block AS image
WHERE @shared_with_viewer AND image.facet = :facet AND image.value = :value
GROUP BY image.session_id;

-- name: newest_moments
-- Where on the timeline the newest picture of each of several sessions lies that is older than a place.
SELECT session.value AS session_id, (
    SELECT max(image.timeline) FROM generated_image AS image
    WHERE image.session_id = session.value AND image.timeline < :place
) AS moment
FROM json_each(:sessions) AS session;

-- name: oldest_moments
-- The same of the oldest that is newer than a place.
SELECT session.value AS session_id, (
    SELECT min(image.timeline) FROM generated_image AS image
    WHERE image.session_id = session.value AND image.timeline > :place
) AS moment
FROM json_each(:sessions) AS session;

-- name: images_at_moments
-- The pictures of several sessions at some places on the timeline: found there first, then looked at whose they are.
SELECT image.* FROM (
    SELECT image.id FROM json_each(:moments) AS place
    CROSS JOIN generated_image AS image INDEXED BY generated_image_timeline ON image.timeline = place.value
    WHERE @shared_with_viewer AND image.status = 'completed'
) AS found CROSS JOIN gallery_image AS image ON image.id = found.id
ORDER BY image.timeline DESC;

-- name: moment_until$
-- Where on the timeline the newest picture of a session lies that is not newer than a place of its own.
SELECT image.timeline FROM generated_image AS image
WHERE image.session_id = :session_id AND image.status = 'completed' AND image.seq <= :place
ORDER BY image.seq DESC LIMIT 1;

-- name: fewer_stars_of_sessions$
-- The next lower number of stars that pictures of several sessions have.
SELECT max(image.value) FROM gallery_block AS image
WHERE @shared_with_viewer AND image.facet = 'stars' AND image.value < :value;

-- name: more_stars_of_sessions$
-- The next higher number of stars that pictures of several sessions have.
SELECT min(image.value) FROM gallery_block AS image
WHERE @shared_with_viewer AND image.facet = 'stars' AND image.value > :value;

-- name: facet_values_of_sessions
-- The same of several sessions together: of those whose ids are in :leading, a JSON array, with what is secret.
SELECT image.value, sum(image.images) AS images, (
    SELECT max(member.name) FROM session_member AS member
    WHERE member.session_id IN (SELECT session.value FROM json_each(:sessions) AS session)
      AND member.user_id = image.value AND :facet = 'user'
) AS name
FROM gallery_block AS image
WHERE @shared_with_viewer AND image.facet = :facet
  AND image.value >= :beginning AND image.value < :beginning || char(1114111)
GROUP BY image.value HAVING sum(image.images) > 0
ORDER BY images DESC, image.value LIMIT :most;

-- name: star!
-- Set or take one person's star; the last known reaction stays what it was.
INSERT INTO favorite (image_id, user_id, starred, reacted, changed_at)
VALUES (:image_id, :user_id, :starred, FALSE, :now)
ON CONFLICT (image_id, user_id) DO UPDATE SET starred = excluded.starred, changed_at = excluded.changed_at;

-- name: react!
-- Set or take one person's star because the reaction on Discord came or went; one that was known already changes nothing.
INSERT INTO favorite (image_id, user_id, starred, reacted, changed_at)
VALUES (:image_id, :user_id, :reacted, :reacted, :now)
ON CONFLICT (image_id, user_id) DO UPDATE
SET starred = excluded.starred, reacted = excluded.reacted, changed_at = excluded.changed_at
WHERE favorite.reacted <> excluded.reacted;

-- name: clear_reactions!
-- Every reaction was taken off the message at once.
UPDATE favorite SET starred = FALSE, reacted = FALSE, changed_at = :now WHERE image_id = :image_id AND reacted;

-- name: clear_stars!
-- Everybody's star is taken; what is known of their reactions stays, so that nobody's old one counts as new.
UPDATE favorite SET starred = FALSE, changed_at = :now WHERE image_id = :image_id AND starred;

-- name: refresh_favorite!
-- Both together: the triggers of the one look after the facets of both.
UPDATE generated_image
SET is_favorite = EXISTS (SELECT 1 FROM favorite WHERE image_id = :image_id AND starred),
    stars = (SELECT count(*) FROM favorite WHERE image_id = :image_id AND starred)
WHERE id = :image_id;

-- name: stars
SELECT user_id, reacted FROM favorite WHERE image_id = :image_id AND starred ORDER BY changed_at, user_id;

-- name: reacted
SELECT user_id FROM favorite WHERE image_id = :image_id AND reacted;

-- name: has_starred$
SELECT starred FROM favorite WHERE image_id = :image_id AND user_id = :user_id;

-- name: image_url_of$
SELECT image_url FROM generated_image WHERE id = :id;

-- name: image_files
SELECT id, image_url, thumbnail_url FROM generated_image
WHERE status = 'completed' AND image_url IS NOT NULL AND thumbnail_url IS NOT NULL;

-- name: lineage
-- An image with those that it comes of and all that came of the first of these, as far as the viewer may see them and up to
-- :most, oldest first. Where one in between is not to be seen, or is gone, the line ends.
WITH RECURSIVE up (id, parent_id, steps) AS (
    SELECT image.id, image.parent_id, 0 FROM generated_image AS image
    WHERE image.id = :id AND image.status = 'completed' AND @visible
    UNION
    SELECT image.id, image.parent_id, up.steps + 1 FROM generated_image AS image JOIN up ON image.id = up.parent_id
    WHERE image.status = 'completed' AND image.session_id = :session_id AND @visible AND up.steps < :most
), down (id) AS (
    SELECT id FROM (SELECT id FROM up ORDER BY steps DESC LIMIT 1) AS first
    UNION
    SELECT image.id FROM generated_image AS image JOIN down ON image.parent_id = down.id
    WHERE image.status = 'completed' AND image.session_id = :session_id AND @visible
)
SELECT image.* FROM gallery_image AS image JOIN down ON down.id = image.id ORDER BY image.seq LIMIT :most;
