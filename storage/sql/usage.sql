-- What pictures cost: the ledger's calls as they were charged. A call that was begun and of which nobody knows that (it is
-- open, its process died, it was cancelled, cut, or its answer could not be read) counts as what it may be, like a request
-- that waits.
-- The day's calls are walked, and what is open, not a session's requests of all times: CROSS JOIN keeps that order, and
-- the empty text keeps the index of a session's requests out.
-- :costs is a JSON object of what a picture costs at each provider at most; of :expected_costs those that are paid from
-- the same :purse: the server whose own keys these are, or '' for the operator's. :usual is that where none is wished for.

-- name: spent_and_expected^
-- What a session's pictures have cost since a moment, and what is under way may cost yet.
SELECT (
    SELECT coalesce(sum(@charged), 0)
    FROM attempt CROSS JOIN image_generation AS request
    WHERE request.id = attempt.request_id AND attempt.started_at >= :since AND request.session_id = :session_id
      AND coalesce(attempt.key_guild_id, '') = :purse
) AS spent, (
    SELECT coalesce(sum(@expected), 0)
    FROM image_generation AS request
    WHERE request.status IN ('queued', 'delayed', 'processing') AND request.session_id || '' = :session_id
      AND NOT EXISTS (
          SELECT 1 FROM attempt WHERE attempt.request_id = request.id AND attempt.outcome IN ('open', 'completed')
      )
) + (
    SELECT coalesce(sum(@expected), 0)
    FROM image_generation AS request WHERE request.status = 'held' AND request.session_id = :session_id
) AS expected;

-- name: open_attempt_within!
-- Commit that a provider is about to be called, if the session's budget has room for what that costs at most.
INSERT INTO attempt (id, request_id, provider, started_at, key_guild_id)
SELECT :id, :request_id, :provider, :now, nullif(:purse, '')
WHERE :amount + (
    SELECT coalesce(sum(@charged), 0)
    FROM attempt CROSS JOIN image_generation AS request
    WHERE request.id = attempt.request_id AND attempt.started_at >= :since AND request.session_id = :session_id
      AND coalesce(attempt.key_guild_id, '') = :purse
) <= :budget + 0.000001 AND (:purse = '' OR :amount + (
    SELECT coalesce(sum(@charged), 0) FROM attempt
    WHERE attempt.key_guild_id = :purse AND attempt.started_at >= :month
) <= :monthly + 0.000001);

-- name: spent_by_own_keys$
-- What a server has spent by its own keys since a moment.
SELECT coalesce(sum(@charged), 0) FROM attempt
WHERE attempt.key_guild_id = :purse AND attempt.started_at >= :month;

-- name: spent_and_expected_by_own_keys^
-- The same of a server and what it pays by its own keys.
SELECT (
    SELECT coalesce(sum(@charged), 0) FROM attempt
    WHERE attempt.key_guild_id = :purse AND attempt.started_at >= :month
) AS spent, (
    SELECT coalesce(sum(@expected), 0)
    FROM image_generation AS request
    WHERE request.status IN ('queued', 'delayed', 'processing')
      AND request.session_id || '' IN (SELECT id FROM session WHERE guild_id = :purse)
      AND NOT EXISTS (
          SELECT 1 FROM attempt WHERE attempt.request_id = request.id AND attempt.outcome IN ('open', 'completed')
      )
) + (
    SELECT coalesce(sum(@expected), 0)
    FROM image_generation AS request
    WHERE request.status = 'held' AND request.session_id IN (SELECT id FROM session WHERE guild_id = :purse)
) AS expected;

-- name: usage_by_provider
-- What was begun at each provider since a moment, and for how much, as far as the viewer may know of it: pictures, and
-- calls that count without one.
SELECT attempt.provider, attempt.key_guild_id,
    sum(attempt.outcome = 'completed') AS pictures,
    coalesce(sum(iif(attempt.outcome = 'completed', attempt.cost, 0)), 0) AS cost,
    sum(attempt.outcome <> 'completed') AS unfinished,
    coalesce(sum(iif(attempt.outcome <> 'completed', @charged, 0)), 0) AS unfinished_cost
FROM attempt CROSS JOIN image_generation AS image
WHERE image.id = attempt.request_id AND attempt.started_at >= :since AND image.session_id = :session_id
  AND (attempt.outcome = 'completed' OR @may_be_charged OR attempt.cost > 0)
  AND (:user_id IS NULL OR image.user_id = :user_id) AND @visible
GROUP BY attempt.provider, attempt.key_guild_id ORDER BY cost + unfinished_cost DESC, pictures DESC, attempt.provider;
