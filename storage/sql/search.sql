-- Matches of `image_search` in one session are the range of rowids above its `origin`, in the gallery's order.

-- name: search_origin$
SELECT number << 32 FROM session WHERE id = :session_id;

-- name: older_matches
-- The places along a facet that lie between two others and match, from the newer end.
@matches
ORDER BY hit.rowid DESC LIMIT :most;

-- name: newer_matches
-- The same from the older end.
@matches
ORDER BY hit.rowid LIMIT :most;

-- name: words_at
-- The words at some places, for who has found the places already.
SELECT written.seq, written.words FROM json_each(:places) AS place CROSS JOIN image_words AS written
WHERE written.session_id = :session_id AND written.seq = place.value;
