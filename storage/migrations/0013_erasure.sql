-- What is deleted for good leaves no words behind.

-- Answers are found by a digest of their description, too, so that they go with it. What was cached without one is made
-- anew when it is asked for.
DROP TABLE prompt_cache;
CREATE TABLE prompt_cache (
    key VARCHAR PRIMARY KEY,
    description VARCHAR NOT NULL,
    answer TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    used_at DATETIME NOT NULL
);
CREATE INDEX prompt_cache_description ON prompt_cache (description);

-- A tag that no picture has any more is not kept as a count of none.
DROP TRIGGER gallery_place_uncounted;
CREATE TRIGGER gallery_place_uncounted AFTER DELETE ON gallery_place BEGIN
    UPDATE gallery_block SET images = images - 1
    WHERE session_id = old.session_id AND facet = old.facet AND value = old.value AND block = old.seq >> 10
      AND visibility = old.visibility;
    DELETE FROM gallery_block
    WHERE session_id = old.session_id AND facet = old.facet AND value = old.value AND block = old.seq >> 10
      AND visibility = old.visibility AND images <= 0;
END;
DELETE FROM gallery_block WHERE images <= 0;

-- The words of pictures that were deleted before: nothing of a batch is left, and nothing of it is to come.
UPDATE image_generation
SET context = '', style_preferences = json_remove(
        style_preferences, '$.exact', '$.negative', '$.edit_search', '$.references'
    ), notes = '[]', error_message = NULL, held_reason = NULL, body_hash = NULL
WHERE coalesce(batch_id, id) IN (
    SELECT coalesce(request.batch_id, request.id)
    FROM image_generation AS request LEFT JOIN generated_image AS image
        ON image.request_id = request.id AND image.status = 'completed'
    GROUP BY 1
    HAVING count(image.id) = 0 AND max(request.status = 'completed')
       AND min(request.status IN ('completed', 'failed', 'cancelled'))
);
-- Entries of the index that were only marked as deleted.
INSERT INTO image_search (image_search) VALUES ('optimize');
