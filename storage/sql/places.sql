-- Requests that wait for a place at a provider: they stand in a line, and their players may choose another provider.

-- name: line_length$
-- How many wait for a place at a provider.
SELECT count(*) FROM image_generation WHERE waits_for = :provider AND status IN ('queued', 'delayed');

-- name: await_place^
-- Put a request that the worker still holds aside until there is a place for it; that is no try of it. Where its player is
-- asked, it rests for as long as that takes, unless the choice was made already. One that was cancelled meanwhile is to end.
UPDATE image_generation
SET status = 'delayed', waits_for = :provider, free_at = :free_at, error_code = :error_code,
    error_message = :error_message, lease_token = NULL, lease_expires_at = NULL,
    not_before = CASE WHEN cancel_requested THEN :now WHEN :asked_until IS NULL OR place_choice = 'wait' THEN :until
        WHEN place_choice = 'another' THEN :now ELSE :asked_until END,
    waited = waited + CASE WHEN :asked_until IS NULL OR place_choice = 'wait' THEN :seconds ELSE 0 END,
    place_choice = CASE WHEN :asked_until IS NOT NULL THEN coalesce(place_choice, 'asked')
        WHEN place_choice = 'asked' THEN 'unanswered' ELSE place_choice END
WHERE id = :id AND lease_token = :token AND status = 'processing'
RETURNING *;

-- name: is_shown$
-- Whether a message shows how a request is doing.
SELECT EXISTS (
    SELECT 1 FROM delivery
    WHERE request_id = (SELECT coalesce(batch_id, id) FROM image_generation WHERE id = :id)
      AND kind = 'result' AND state = 'waiting'
);

-- name: choose_to_wait!
-- Who is asked waits until there is a place. Those of the same batch that rest for another reason, or are not put aside,
-- rest as long as before, and are not asked any more.
UPDATE image_generation
SET waited = waited + iif(status = 'delayed' AND waits_for IS NOT NULL AND free_at > not_before,
        (julianday(free_at) - julianday(not_before)) * 86400, 0),
    not_before = iif(status = 'delayed' AND waits_for IS NOT NULL AND free_at > not_before, free_at, not_before),
    place_choice = 'wait'
WHERE coalesce(batch_id, id) = :batch_id AND status IN ('queued', 'delayed', 'processing')
  AND coalesce(place_choice, 'asked') IN ('asked', 'unanswered');

-- name: choose_another!
UPDATE image_generation
SET status = iif(status = 'delayed' AND waits_for IS NOT NULL, 'queued', status),
    not_before = iif(waits_for IS NULL, not_before, NULL), waits_for = NULL, place_choice = 'another'
WHERE coalesce(batch_id, id) = :batch_id AND status IN ('queued', 'delayed', 'processing')
  AND coalesce(place_choice, 'asked') <> 'another';

-- name: waiting_for_a_place
-- Those of whom it is known when there is one.
SELECT * FROM image_generation
WHERE status = 'delayed' AND waits_for IS NOT NULL AND free_at IS NOT NULL;
