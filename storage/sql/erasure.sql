-- "Delete for good": with a picture go the words that it was asked for by, wherever they stand. The rows of requests, calls
-- and messages stay without them: limits, money and buttons go on counting on them.

-- name: erased_image^
SELECT image.id, image.session_id, image.visibility, image.prompt,
    iif(json_valid(image.tags), image.tags, '[]') AS tags,
    written.words, coalesce(request.batch_id, request.id) AS batch_id
FROM generated_image AS image
LEFT JOIN image_words AS written ON written.id = image.id
LEFT JOIN image_generation AS request ON request.id = image.request_id
WHERE image.id = :id AND image.status = 'completed';

-- name: delete_image!
DELETE FROM generated_image WHERE id = :id;

-- name: count_erasure!
-- By it other processes see that texts which they have read are to be forgotten.
INSERT INTO fact (name, value) VALUES ('erasures', '1')
ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(fact.value AS INTEGER) + 1 AS TEXT);

-- name: erasures$
SELECT coalesce((SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'erasures'), 0);

-- name: forget_result!
UPDATE image_generation SET result_image_id = NULL WHERE result_image_id = :id;

-- name: uncount_image!
UPDATE session
SET public_images = public_images - CAST(:visibility = 'public' AS INTEGER),
    secret_images = secret_images - CAST(:visibility <> 'public' AS INTEGER)
WHERE id = :session_id;

-- name: forget_tag_views!
-- Opened pages that are filtered by a tag which no picture has any more.
DELETE FROM gallery_view
WHERE session_id = :session_id AND json_extract(filter, '$.tag') IN (SELECT tag.value FROM json_each(:tags) AS tag)
  AND NOT EXISTS (
      SELECT 1 FROM gallery_bitmap AS place
      WHERE place.session_id = :session_id AND place.facet = 'tag' AND place.value = json_extract(gallery_view.filter, '$.tag')
  );

-- name: searching_views
-- The opened pages of a session that search.
SELECT * FROM gallery_view WHERE session_id = :session_id AND json_extract(filter, '$.search') IS NOT NULL;

-- name: has_words$
-- Whether a picture of a session has all of these words, a JSON array.
SELECT EXISTS (
    SELECT 1 FROM image_words AS written WHERE written.session_id = :session_id AND NOT EXISTS (
        SELECT 1 FROM json_each(:search) AS word WHERE instr(fold(written.words), word.value) = 0
    )
);

-- name: forget_view!
DELETE FROM gallery_view WHERE id = :id;

-- name: merge_search!
INSERT INTO image_search (image_search, rank) VALUES ('merge', :pages);

-- name: total_changes$
SELECT total_changes();

-- name: requests_to_erase
-- The requests of a batch of which no picture is left and none is to come.
SELECT * FROM image_generation WHERE (batch_id = :batch_id OR id = :batch_id) AND NOT EXISTS (
    SELECT 1 FROM image_generation AS member
    LEFT JOIN generated_image AS image ON image.request_id = member.id AND image.status = 'completed'
    WHERE (member.batch_id = :batch_id OR member.id = :batch_id)
      AND (image.id IS NOT NULL OR member.status NOT IN ('completed', 'failed', 'cancelled'))
);

-- name: requests_in_vain
-- The requests of a session for the same that came to nothing, where no picture of the description is left.
SELECT * FROM image_generation
WHERE session_id = :session_id AND context = :prompt AND status IN ('failed', 'cancelled') AND NOT EXISTS (
    SELECT 1 FROM generated_image AS image
    WHERE image.session_id = :session_id AND image.prompt = :prompt AND image.status = 'completed'
);

-- name: erase_request!
UPDATE image_generation
SET context = '', style_preferences = json_remove(
        style_preferences, '$.exact', '$.negative', '$.edit_search', '$.references', '$.cast'
    ), notes = '[]', error_message = NULL, held_reason = NULL, body_hash = NULL
WHERE id = :id;

-- name: erase_unfinished_images!
DELETE FROM generated_image WHERE request_id = :id;

-- name: erase_attempts!
UPDATE attempt SET error_message = NULL WHERE request_id = :id;

-- name: erase_deliveries!
UPDATE delivery SET error_message = NULL WHERE request_id = :id;

-- name: erase_drafts!
DELETE FROM draft
WHERE session_id = :session_id AND user_id = :user_id AND json_extract(body, '$.params.prompt') = :prompt;

-- name: erase_cached_prompts!
DELETE FROM prompt_cache WHERE description = :description;
