-- Pictures are kept for so many days where a table or the operator says so; those with a star stay.

-- name: session_settings
SELECT id, settings FROM session;

-- name: pictures_past
-- Some of a session's pictures without a star that were finished before a moment, the oldest first.
SELECT id FROM generated_image
WHERE session_id = :session_id AND status = 'completed' AND NOT is_favorite AND completed_at < :before
ORDER BY seq LIMIT :most;

-- name: requests_in_vain_past
-- Some of a session's requests that came to nothing before a moment, and still have their words.
SELECT * FROM image_generation
WHERE session_id = :session_id AND status IN ('failed', 'cancelled') AND context <> '' AND completed_at < :before
LIMIT :most;
