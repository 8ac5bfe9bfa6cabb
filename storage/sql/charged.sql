coalesce(attempt.cost, iif(@may_be_charged, coalesce(
    json_extract(:costs, '$."' || (
        SELECT json_extract(asked.style_preferences, '$.provider') FROM image_generation AS asked
        WHERE asked.id = attempt.request_id
          AND json_extract(asked.style_preferences, '$.provider') LIKE attempt.provider || '/%'
    ) || '"'),
    json_extract(:costs, '$."' || attempt.provider || '"')
), 0))
