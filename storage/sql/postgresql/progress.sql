-- How painting goes on.

-- name: progress_of
SELECT progress.*, request.session_id, request.visibility FROM progress
JOIN image_generation AS request ON request.id = progress.request_id
WHERE progress.request_id = ANY (texts(:ids)) AND request.status = 'processing';
