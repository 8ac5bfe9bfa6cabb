-- How painting goes on, for processes that do not paint it themselves.

-- name: put_progress$
-- A step without a preview keeps the one before; one that comes after the request's end is of no use.
INSERT INTO progress (request_id, tick, stage, fraction, preview)
SELECT id, 1, :stage, :fraction, :preview FROM image_generation WHERE id = :request_id AND status = 'processing'
ON CONFLICT (request_id) DO UPDATE
SET tick = progress.tick + 1, stage = excluded.stage, fraction = excluded.fraction,
    preview = coalesce(excluded.preview, progress.preview)
RETURNING tick;

-- name: progress_ticks
SELECT request.id, coalesce(progress.tick, 0) AS tick FROM image_generation AS request
LEFT JOIN progress ON progress.request_id = request.id WHERE request.status = 'processing';

-- name: progress_of
SELECT progress.*, request.session_id, request.visibility FROM progress
JOIN image_generation AS request ON request.id = progress.request_id
WHERE progress.request_id IN (SELECT value FROM json_each(:ids)) AND request.status = 'processing';

-- name: forget_progress!
-- Of requests that are not painted any more; those of a process that died among them.
DELETE FROM progress WHERE NOT EXISTS (
    SELECT 1 FROM image_generation WHERE id = progress.request_id AND status = 'processing'
);
