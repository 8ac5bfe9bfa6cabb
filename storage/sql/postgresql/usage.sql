-- What pictures cost.

-- name: spent_and_expected^
SELECT (
    SELECT coalesce(sum(@charged), 0)
    FROM attempt JOIN image_generation AS request ON request.id = attempt.request_id
    WHERE attempt.started_at >= :since AND request.session_id = :session_id
      AND coalesce(attempt.key_guild_id, '') = :purse
) AS spent, (
    SELECT coalesce(sum(@expected), 0) FROM image_generation AS request
    WHERE request.status IN ('queued', 'delayed', 'processing', 'held') AND request.session_id = :session_id
      AND (request.status = 'held' OR NOT EXISTS (
          SELECT 1 FROM attempt WHERE attempt.request_id = request.id AND attempt.outcome IN ('open', 'completed')
      ))
) AS expected;

-- name: usage_by_provider
SELECT provider, key_guild_id, pictures, cost, unfinished, unfinished_cost FROM (
    SELECT attempt.provider, attempt.key_guild_id,
        count(*) FILTER (WHERE attempt.outcome = 'completed') AS pictures,
        coalesce(sum(attempt.cost) FILTER (WHERE attempt.outcome = 'completed'), 0) AS cost,
        count(*) FILTER (WHERE attempt.outcome <> 'completed') AS unfinished,
        coalesce(sum(@charged) FILTER (WHERE attempt.outcome <> 'completed'), 0) AS unfinished_cost
    FROM attempt JOIN image_generation AS image ON image.id = attempt.request_id
    WHERE attempt.started_at >= :since AND image.session_id = :session_id
      AND (attempt.outcome = 'completed' OR @may_be_charged OR attempt.cost > 0)
      AND (:user_id IS NULL OR image.user_id = :user_id) AND @visible
    GROUP BY attempt.provider, attempt.key_guild_id
) AS share
ORDER BY cost + unfinished_cost DESC, pictures DESC, provider;
