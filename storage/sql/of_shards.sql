CASE WHEN :shard_count = 1 THEN TRUE ELSE :shard_ids LIKE '%,' || coalesce((
    SELECT CAST(session.guild_id AS BIGINT) / 4194304 % :shard_count
    FROM image_generation AS asked JOIN session ON session.id = asked.session_id
    WHERE asked.id = request_id
), 0) || ',%' END
