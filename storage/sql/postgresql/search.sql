-- Words are found in `image_search` by the trigrams of the longest one, and looked for in what that has found.

-- name: search_origin$
SELECT 0;

-- name: older_matches
SELECT hit.seq FROM image_search AS hit
WHERE hit.session_id = :session_id AND hit.words LIKE :like AND hit.seq < :before::bigint AND hit.seq > :after
  AND NOT EXISTS (SELECT 1 FROM unnest(texts(:search)) AS word WHERE strpos(hit.words, word) = 0)
  AND EXISTS (
      SELECT 1 FROM gallery_bitmap AS image
      WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value
        AND image.chunk = hit.seq >> 6 AND image.bits >> (hit.seq & 63)::integer & 1 = 1 AND @visible
  )
ORDER BY hit.seq DESC LIMIT :most;

-- name: newer_matches
SELECT hit.seq FROM image_search AS hit
WHERE hit.session_id = :session_id AND hit.words LIKE :like AND hit.seq < :before::bigint AND hit.seq > :after
  AND NOT EXISTS (SELECT 1 FROM unnest(texts(:search)) AS word WHERE strpos(hit.words, word) = 0)
  AND EXISTS (
      SELECT 1 FROM gallery_bitmap AS image
      WHERE image.session_id = :session_id AND image.facet = :facet AND image.value = :value
        AND image.chunk = hit.seq >> 6 AND image.bits >> (hit.seq & 63)::integer & 1 = 1 AND @visible
  )
ORDER BY hit.seq LIMIT :most;

-- name: words_at
SELECT written.seq, written.words FROM image_search AS written
WHERE written.session_id = :session_id AND written.seq = ANY (numbers(:places));
