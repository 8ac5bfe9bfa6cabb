-- "Delete for good".

-- name: erased_image^
SELECT image.id, image.session_id, image.visibility, image.prompt, coalesce(image.tags, '[]') AS tags,
    written.words, coalesce(request.batch_id, request.id) AS batch_id
FROM generated_image AS image
LEFT JOIN image_search AS written ON written.image_id = image.id
LEFT JOIN image_generation AS request ON request.id = image.request_id
WHERE image.id = :id AND image.status = 'completed';

-- name: forget_tag_views!
DELETE FROM gallery_view
WHERE session_id = :session_id AND json_extract(filter, '$.tag') = ANY (tags_of(:tags))
  AND NOT EXISTS (
      SELECT 1 FROM gallery_bitmap AS place
      WHERE place.session_id = :session_id AND place.facet = 'tag'
        AND place.value = json_extract(gallery_view.filter, '$.tag')
  );

-- name: has_words$
SELECT EXISTS (
    SELECT 1 FROM image_search AS written WHERE written.session_id = :session_id AND NOT EXISTS (
        SELECT 1 FROM unnest(texts(:search)) AS word WHERE strpos(written.words, word) = 0
    )
);

-- name: merge_search!
-- What was noted beside the index of words goes into it; rows that are gone leave it by themselves.
SELECT gin_clean_pending_list('image_search_words') WHERE :pages IS NOT NULL;

-- name: total_changes$
SELECT 0;
