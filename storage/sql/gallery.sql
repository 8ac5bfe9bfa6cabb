-- What a viewer reads goes through one predicate, `visible.sql`, which stands wherever @visible is written.

-- name: begin_image^
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
    public_images = public_images + (:visibility = 'public'),
    secret_images = secret_images + (:visibility <> 'public')
WHERE id = :session_id
RETURNING last_seq;

-- name: complete_image!
UPDATE generated_image
SET status = 'completed', seq = :seq, enhanced_prompt = :enhanced_prompt, negative_prompt = :negative_prompt,
    image_url = :image_url, thumbnail_url = :thumbnail_url, provider = :provider, model = :model,
    generation_time = :generation_time, seed = :seed, width = :width, height = :height, bytes = :bytes,
    sha256 = :sha256, format = :format, alt_text = :alt_text, cost = :cost, completed_at = :now, error_message = NULL
WHERE id = :id;

-- name: fail_image!
UPDATE generated_image SET status = 'failed', error_message = :error_message, completed_at = :now
WHERE request_id = :request_id AND status = 'pending';

-- name: image_by_id^
SELECT * FROM generated_image AS image WHERE image.id = :id AND image.status = 'completed' AND @visible;

-- name: images_of_request
SELECT * FROM generated_image WHERE request_id = :request_id AND status = 'completed' ORDER BY "index";

-- name: images_page
-- A page of a session's gallery, newest first, from just before a place in it.
SELECT * FROM generated_image AS image
WHERE image.session_id = :session_id AND image.status = 'completed' AND image.seq < :before
  AND (NOT :favorites OR image.is_favorite) AND @visible
ORDER BY image.seq DESC LIMIT :most;

-- name: newer_images
-- The same walk backwards: what came just after a place in the gallery, oldest first.
SELECT * FROM generated_image AS image
WHERE image.session_id = :session_id AND image.status = 'completed' AND image.seq > :after
  AND (NOT :favorites OR image.is_favorite) AND @visible
ORDER BY image.seq LIMIT :most;

-- name: count_images$
-- Count at most `most` pictures, so that a filter on a large gallery costs a bounded time.
SELECT count(*) FROM (
    SELECT 1 FROM generated_image AS image
    WHERE image.session_id = :session_id AND image.status = 'completed' AND image.seq > :after
      AND (NOT :favorites OR image.is_favorite) AND @visible
    LIMIT :most
);

-- name: count_newer$
-- Count what is newer than a place in the gallery, from the index alone.
SELECT count(*) FROM generated_image AS image
WHERE image.session_id = :session_id AND image.status = 'completed' AND image.seq > :after AND @visible;

-- name: count_session$
-- The counters that completions and deletions keep; counting a million pictures would take its time.
SELECT public_images + CASE WHEN :sees_secrets THEN secret_images ELSE 0 END FROM session WHERE id = :session_id;

-- name: delete_image^
DELETE FROM generated_image WHERE id = :id AND status = 'completed' RETURNING session_id, visibility;

-- name: forget_result!
UPDATE image_generation SET result_image_id = NULL WHERE result_image_id = :id;

-- name: uncount_image!
UPDATE session
SET public_images = public_images - (:visibility = 'public'),
    secret_images = secret_images - (:visibility <> 'public')
WHERE id = :session_id;

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

-- name: refresh_favorite!
UPDATE generated_image
SET is_favorite = EXISTS (SELECT 1 FROM favorite WHERE image_id = :image_id AND starred)
WHERE id = :image_id;

-- name: stars
SELECT user_id, reacted FROM favorite WHERE image_id = :image_id AND starred ORDER BY changed_at, user_id;

-- name: reacted
SELECT user_id FROM favorite WHERE image_id = :image_id AND reacted;

-- name: has_starred$
SELECT starred FROM favorite WHERE image_id = :image_id AND user_id = :user_id;

-- name: image_url_of$
SELECT image_url FROM generated_image WHERE id = :id;
