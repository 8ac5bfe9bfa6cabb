-- How long pictures take, measured.

-- name: last_times
-- The last pictures of a provider.
SELECT generation_time, width, height FROM generated_image
WHERE status = 'completed' AND provider = :provider AND generation_time IS NOT NULL
ORDER BY completed_at DESC LIMIT :most;

-- name: painting_now$
SELECT count(*) FROM image_generation WHERE status = 'processing';
