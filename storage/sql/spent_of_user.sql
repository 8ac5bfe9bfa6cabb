user_id = :user_id AND created_at > :since AND (
    status NOT IN ('failed', 'cancelled') OR EXISTS (
        SELECT 1 FROM attempt
        WHERE attempt.request_id = image_generation.id
          AND attempt.outcome IN ('open', 'lost', 'abandoned', iif(status = 'cancelled', 'completed', 'lost'))
    )
)
