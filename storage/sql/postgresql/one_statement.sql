-- Whole transactions as one statement each, which costs one way to the server and back. What each part of a statement
-- reads is as it was before the statement, so that a part hands on to the next what it has written.

-- name: claim_and_begin^
WITH claimed AS (
    UPDATE image_generation
    SET status = 'processing', lease_token = :token, lease_expires_at = :expires_at,
        started_at = coalesce(started_at, :now), not_before = NULL
    WHERE id = @next_waiting
    RETURNING *
), moved AS (
    UPDATE queue_clock SET ticks = greatest(ticks + 1, (SELECT fair_rank FROM claimed))
    WHERE id = (SELECT id FROM queue_clock WHERE EXISTS (SELECT 1 FROM claimed) FOR UPDATE SKIP LOCKED)
), begun AS (
    INSERT INTO generated_image (
        id, session_id, user_id, prompt, provider, status, created_at, request_id, type, style, visibility, parent_id
    )
    SELECT :image_id, session_id, user_id, context, coalesce(split_part(preferences ->> 'provider', '/', 1), ''),
        'pending', :now, id, request_type, preferences ->> 'style', visibility, parent_id
    FROM claimed CROSS JOIN LATERAL (SELECT style_preferences::jsonb AS preferences) AS wished
    ON CONFLICT (request_id, "index") DO UPDATE SET status = 'pending', error_message = NULL
    RETURNING id
)
SELECT claimed.*, begun.id AS image_id FROM claimed CROSS JOIN begun;

-- name: complete_with_one^
WITH ended AS (
    UPDATE image_generation
    SET status = 'completed', result_image_id = :id, completed_at = :now, error_code = NULL, error_message = NULL,
        notes = :notes, lease_token = NULL, lease_expires_at = NULL
    WHERE id = :request_id AND lease_token = :token AND status = 'processing' AND NOT cancel_requested
    RETURNING *
), closed AS (
    UPDATE attempt
    SET finished_at = :now, outcome = iif(attempt.id = :attempt_id, 'completed', 'lost'),
        cost = iif(attempt.id = :attempt_id, :call_cost, attempt.cost),
        error_message = iif(attempt.id = :attempt_id, NULL, attempt.error_message)
    FROM ended WHERE attempt.request_id = ended.id AND (attempt.id = :attempt_id OR attempt.outcome = 'open')
), readied AS (
    -- A batch's message is due when all of it is done; of two that end at once the other one is waited for before.
    UPDATE delivery SET state = 'ready', not_before = NULL
    FROM ended WHERE delivery.request_id = coalesce(ended.batch_id, ended.id) AND delivery.state = 'waiting'
      AND NOT EXISTS (
          SELECT 1 FROM image_generation AS other
          WHERE other.batch_id = ended.batch_id AND other.id <> ended.id
            AND other.status NOT IN ('completed', 'failed', 'cancelled')
      )
), placed AS (
    UPDATE session
    SET last_seq = last_seq + 1,
        public_images = public_images + iif(ended.visibility = 'public', 1, 0),
        secret_images = secret_images + iif(ended.visibility = 'public', 0, 1)
    FROM ended WHERE session.id = ended.session_id
    RETURNING session.last_seq
), completed AS (
    UPDATE generated_image
    SET status = 'completed', seq = (SELECT last_seq FROM placed), timeline = (SELECT nextval('image_timeline') FROM placed), enhanced_prompt = :enhanced_prompt,
        negative_prompt = :negative_prompt, image_url = :image_url, thumbnail_url = :thumbnail_url,
        provider = :provider, model = :model, generation_time = :generation_time, seed = :seed, width = :width,
        height = :height, bytes = :bytes, sha256 = :sha256, format = :format, alt_text = :alt_text, cost = :cost,
        recipe = :recipe, placeholder = :placeholder, style = coalesce(:style, style), completed_at = :now,
        error_message = NULL
    WHERE id = :id AND EXISTS (SELECT 1 FROM ended)
)
SELECT * FROM ended;

-- name: is_cancel_wanted$
SELECT cancel_requested FROM image_generation WHERE id = :id AND lease_token = :token AND status = 'processing';

-- name: enqueue_with_message^
-- Executed twice in one message, first for the locks alone: what is read is to be as it is behind them. The whole queue's
-- (the last one) is taken where the last places of all are at stake. Without an id where the idempotency key was used
-- before, where a try whose answer was lost has put the row in, or where there is no room; :most 0 is no limit at all.
WITH waiting AS (
    @open_counts
), locked AS MATERIALIZED (
    SELECT count(pg_advisory_xact_lock(lock.kind, lock.key))
    FROM unnest(:lock_kinds, :lock_keys) WITH ORDINALITY AS lock (kind, key, place)
    WHERE place < cardinality(:lock_kinds) OR (
        :of_all > 0 AND (SELECT of_all FROM waiting) + :at_once >= :of_all
    )
), enqueued AS (
    @insert_request
    WHERE :inserts AND (:most = 0 OR EXISTS (
        SELECT 1 FROM waiting
        WHERE (:of_user = 0 OR of_user < :of_user) AND (:of_session = 0 OR of_session < :of_session)
          AND (:of_all = 0 OR of_all < :of_all)
    ))
    ON CONFLICT DO NOTHING
    RETURNING *
), owed AS (
    INSERT INTO delivery (id, kind, request_id, channel_id, nonce, state, created_at)
    SELECT :delivery_id, :kind, id, :channel_id, :nonce, 'waiting', created_at FROM enqueued
    WHERE :channel_id IS NOT NULL
)
SELECT enqueued.*, iif(enqueued.status = 'queued', (
    SELECT count(*) FROM (
        SELECT 1 FROM image_generation AS other
        WHERE other.status = 'queued'
          AND (other.claim_key, other.created_at, other.id) < (enqueued.claim_key, enqueued.created_at, enqueued.id)
        LIMIT 1000
    ) AS ahead
), 0) AS position
FROM locked LEFT JOIN enqueued ON TRUE;
