-- Words are found in `image_search` by the trigrams of the longest one, and looked for in what that has found. A word that
-- most pictures have is found faster along the places: that the bit is asked for by a comparison which the planner takes to
-- be true for nearly all lets it see that.

-- name: search_origin$
SELECT 0;

-- name: older_matches
@matches
ORDER BY hit.seq DESC LIMIT :most;

-- name: newer_matches
@matches
ORDER BY hit.seq LIMIT :most;

-- name: words_at
-- Of those that lack a word nothing need be sent.
SELECT written.seq, written.words FROM image_search AS written
WHERE written.session_id = :session_id AND written.seq = ANY (numbers(:places)) AND written.words LIKE ALL (texts(:likes));
