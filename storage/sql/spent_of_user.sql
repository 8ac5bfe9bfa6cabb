user_id = :user_id AND created_at > :since
-- What the bot does to pixels itself is no painting.
AND coalesce(json_extract(style_preferences, '$.edit_kind'), '') <> 'pixels' AND (
    status NOT IN ('failed', 'cancelled') OR EXISTS (
        SELECT 1 FROM attempt
        WHERE attempt.request_id = image_generation.id
          AND attempt.outcome IN ('open', 'lost', 'abandoned', iif(status = 'cancelled', 'completed', 'lost'))
    )
)
