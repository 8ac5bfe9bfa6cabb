-- Secret pictures that are shown to all: now, or planned for a moment.

-- name: plan_reveal!
-- Plan it, or plan it anew; what was revealed stays as it was.
INSERT INTO reveal (request_id, due_at, spoiler, revealed_by)
SELECT id, :due_at, :spoiler, :revealed_by FROM image_generation
WHERE id = :request_id AND visibility <> 'public' AND status = 'completed'
ON CONFLICT (request_id) DO UPDATE
SET due_at = excluded.due_at, spoiler = excluded.spoiler, revealed_by = excluded.revealed_by
WHERE reveal.revealed_at IS NULL;

-- name: forget_reveal!
DELETE FROM reveal WHERE request_id = :request_id AND revealed_at IS NULL;

-- name: reveal_of^
SELECT * FROM reveal WHERE request_id = :request_id;

-- name: due_reveals
SELECT request_id FROM reveal WHERE revealed_at IS NULL AND due_at <= :now ORDER BY due_at LIMIT 25;

-- name: end_reveal!
-- One of two who come at once gets the row.
UPDATE reveal SET revealed_at = :now WHERE request_id = :request_id AND revealed_at IS NULL;

-- name: publish_request^
UPDATE image_generation SET visibility = 'public'
WHERE id = :request_id AND visibility <> 'public' AND status = 'completed'
RETURNING *;

-- name: publish_images
UPDATE generated_image SET visibility = 'public'
WHERE request_id = :request_id AND visibility <> 'public' AND status = 'completed'
RETURNING id;

-- name: count_revealed!
UPDATE session
SET public_images = public_images + :images, secret_images = secret_images - :images
WHERE id = :session_id;

-- name: close_private_delivery!
-- What was not brought to the GM yet need not be: it would come to the channel twice.
UPDATE delivery SET state = 'withdrawn', lease_token = NULL, lease_expires_at = NULL, not_before = NULL
WHERE request_id = :request_id AND kind = 'result' AND state IN ('waiting', 'ready');

-- name: enqueue_reveal!
INSERT INTO delivery (id, kind, request_id, channel_id, nonce, state, created_at)
VALUES (:id, 'reveal', :request_id, :channel_id, :nonce, 'ready', :now)
ON CONFLICT (request_id, kind) DO NOTHING;

-- name: secret_images
-- The newest pictures that wait to be revealed, as far as the viewer may know of them, with a text in their words.
SELECT image.* FROM gallery_image AS image JOIN image_words AS written ON written.id = image.id
WHERE image.session_id = :session_id AND image.status = 'completed' AND image.visibility <> 'public' AND @visible
  AND instr(fold(written.words), :text) > 0
ORDER BY image.seq DESC LIMIT :most;
