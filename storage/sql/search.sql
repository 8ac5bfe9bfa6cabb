-- Matches of `image_search` in one session are the range of rowids above its `origin`, in the gallery's order.

-- name: search_origin$
SELECT number << 32 FROM session WHERE id = :session_id;

-- name: older_matches
-- The places along a facet that lie between two others and match, from the newer end.
SELECT hit.rowid - :origin FROM image_search AS hit CROSS JOIN gallery_bitmap AS image
WHERE hit.image_search MATCH :match AND hit.rowid < :origin + :before AND hit.rowid > :origin + :after
  AND image.session_id = :session_id AND image.facet = :facet AND image.value = :value
  AND image.chunk = (hit.rowid - :origin) >> 6 AND image.bits >> ((hit.rowid - :origin) & 63) & 1 AND @visible
ORDER BY hit.rowid DESC LIMIT :most;

-- name: newer_matches
-- The same from the older end.
SELECT hit.rowid - :origin FROM image_search AS hit CROSS JOIN gallery_bitmap AS image
WHERE hit.image_search MATCH :match AND hit.rowid < :origin + :before AND hit.rowid > :origin + :after
  AND image.session_id = :session_id AND image.facet = :facet AND image.value = :value
  AND image.chunk = (hit.rowid - :origin) >> 6 AND image.bits >> ((hit.rowid - :origin) & 63) & 1 AND @visible
ORDER BY hit.rowid LIMIT :most;

-- name: words_at
-- The words at some places, for who has found the places already.
SELECT written.seq, written.words FROM json_each(:places) AS place CROSS JOIN image_words AS written
WHERE written.session_id = :session_id AND written.seq = place.value;
