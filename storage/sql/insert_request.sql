INSERT INTO image_generation (
    id, session_id, user_id, request_type, context, style_preferences, priority, status, created_at, batch_id, parent_id,
    visibility, idempotency_key, body_hash, notes, approved_by, held_reason, repeat_of, fair_rank, claim_key
)
SELECT
    :id, :session_id, :user_id, :request_type, :context, :style_preferences, :priority,
    iif(:held_reason IS NULL, 'queued', 'held'), :created_at, :batch_id,
    -- Children inherit visibility: what is made of a secret picture is secret.
    :parent_id, coalesce(
        (SELECT parent.visibility FROM generated_image AS parent
         WHERE parent.id = :parent_id AND parent.visibility <> 'public'),
        :visibility
    ), :idempotency_key, :body_hash, :notes, :approved_by, :held_reason, :repeat_of, place.fair_rank,
    place.fair_rank - 128 * (:priority - 1)
FROM (
    SELECT max(earliest) AS fair_rank FROM (
        SELECT ticks AS earliest FROM queue_clock
        UNION ALL SELECT max(fair_rank) + 64 FROM image_generation
        WHERE user_id = :user_id AND status IN ('queued', 'delayed', 'processing')
    ) AS bounds
) AS place
