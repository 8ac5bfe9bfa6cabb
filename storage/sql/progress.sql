-- How painting goes on, for processes that do not paint it themselves.

-- name: put_progress!
-- A step without a preview keeps the one before.
INSERT INTO progress (request_id, tick, stage, fraction, preview) VALUES (:request_id, 1, :stage, :fraction, :preview)
ON CONFLICT (request_id) DO UPDATE
SET tick = progress.tick + 1, stage = excluded.stage, fraction = excluded.fraction,
    preview = coalesce(excluded.preview, progress.preview);

-- name: progress_ticks
SELECT progress.request_id, progress.tick FROM progress
JOIN image_generation ON image_generation.id = progress.request_id WHERE image_generation.status = 'processing';

-- name: progress_of^
SELECT progress.*, request.session_id, request.visibility FROM progress
JOIN image_generation AS request ON request.id = progress.request_id
WHERE progress.request_id = :request_id AND request.status = 'processing';

-- name: forget_progress!
-- Of requests that are not painted any more; those of a process that died among them.
DELETE FROM progress WHERE NOT EXISTS (
    SELECT 1 FROM image_generation WHERE id = progress.request_id AND status = 'processing'
);
