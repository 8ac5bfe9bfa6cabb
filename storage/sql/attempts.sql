-- The ledger: each call of a provider, committed before it is made and closed after it.

-- name: open_attempt!
INSERT INTO attempt (id, request_id, provider, started_at, key_guild_id)
VALUES (:id, :request_id, :provider, :now, :key_guild_id);

-- name: close_attempt!
UPDATE attempt SET finished_at = :now, outcome = :outcome, error_message = :error_message, cost = :cost WHERE id = :id;

-- name: skip_attempt!
-- A provider was not called, and why; no money was at stake.
INSERT INTO attempt (id, request_id, provider, started_at, finished_at, outcome, error_message)
VALUES (:id, :request_id, :provider, :now, :now, 'skipped', :error_message);

-- name: note_job!
UPDATE attempt SET job_id = :job_id WHERE id = :id;

-- name: resume_attempt!
UPDATE attempt SET resumed_at = :now WHERE id = :id;

-- name: open_job^
-- The call that a process which died had open at a provider that gave a job's id.
SELECT id AS attempt_id, provider, job_id, key_guild_id FROM attempt
WHERE request_id = :request_id AND outcome = 'open' AND job_id IS NOT NULL
ORDER BY started_at DESC LIMIT 1;

-- name: close_lost!
-- Calls that a process which died had open: whether they were paid is the provider's to know.
UPDATE attempt SET outcome = 'lost', finished_at = :now
WHERE request_id = :request_id AND outcome = 'open' AND id <> :kept;

-- name: left_jobs
-- Jobs that nobody waited for when their request ended.
SELECT attempt.id AS attempt_id, attempt.provider, attempt.job_id, attempt.key_guild_id
FROM attempt CROSS JOIN image_generation AS request
WHERE attempt.outcome = 'lost' AND attempt.job_id IS NOT NULL AND attempt.finished_at >= :since
  AND request.id = attempt.request_id AND request.status IN ('completed', 'failed', 'cancelled');

-- name: take_left_job!
UPDATE attempt SET outcome = 'abandoned' WHERE id = :id AND outcome = 'lost';

-- name: attempts_of
SELECT provider, outcome, error_message AS reason, id FROM attempt WHERE request_id = :request_id ORDER BY started_at;

-- name: recent_calls
-- Of each provider's calls since a moment, those by a server's own key apart: since when the oldest open one waits, and when one was last cut, and answered.
-- One that no worker waits for, as its process has stopped, is not waiting.
SELECT attempt.provider, attempt.key_guild_id,
    min(iif(attempt.outcome = 'open' AND request.status = 'processing',
        coalesce(attempt.resumed_at, attempt.started_at), NULL)) AS "waiting_since [DATETIME]",
    max(iif(attempt.outcome = 'timed_out', attempt.finished_at, NULL)) AS "cut_at [DATETIME]",
    max(iif(attempt.outcome = 'completed', attempt.finished_at, NULL)) AS "answered_at [DATETIME]"
FROM attempt CROSS JOIN image_generation AS request
WHERE request.id = attempt.request_id AND attempt.started_at >= :since GROUP BY attempt.provider, attempt.key_guild_id;
