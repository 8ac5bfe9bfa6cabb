SELECT (
    SELECT count(*) FROM (
        SELECT 1 FROM image_generation
        WHERE user_id = :user_id AND status IN ('queued', 'delayed', 'processing')
        UNION ALL SELECT 1 FROM image_generation WHERE user_id || '' = :user_id AND status = 'held'
        LIMIT :most
    ) AS own
) AS of_user, (
    SELECT count(*) FROM (
        SELECT 1 FROM image_generation
        WHERE session_id || '' = :session_id AND status IN ('queued', 'delayed', 'processing')
        UNION ALL SELECT 1 FROM image_generation WHERE session_id = :session_id AND status = 'held'
        LIMIT :most
    ) AS together
) AS of_session, (
    SELECT count(*) FROM (
        SELECT 1 FROM image_generation WHERE status IN ('queued', 'delayed', 'processing')
        UNION ALL SELECT 1 FROM image_generation WHERE status = 'held'
        LIMIT :most
    ) AS everything
) AS of_all
