-- How long pictures take, measured.

-- name: last_times
-- The last pictures of a provider.
SELECT generation_time, width, height FROM generated_image
WHERE status = 'completed' AND provider = :provider AND generation_time IS NOT NULL
ORDER BY completed_at DESC LIMIT :most;

-- name: painting_now^
-- How many are being painted, and whether this one is among them.
SELECT count(*) AS at_once, coalesce(max(id = :request_id), 0) AS begun
FROM image_generation WHERE status = 'processing';
