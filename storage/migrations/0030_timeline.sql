-- Several sessions' galleries as one. Every finished picture has a place on one timeline, in each session in the order of
-- its own places: what is older than a moment of it is, in each session, what is older than one place.
ALTER TABLE generated_image ADD COLUMN timeline INTEGER;

UPDATE generated_image SET timeline = ordered.number
FROM (
    SELECT id, row_number() OVER (ORDER BY shown_at, session_id, seq) AS number
    FROM (
        -- A clock that was set back moves nothing before what its own session has before it.
        SELECT id, session_id, seq, max(coalesce(completed_at, created_at, '')) OVER (
            PARTITION BY session_id ORDER BY seq
        ) AS shown_at
        FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL
    ) AS finished
) AS ordered
WHERE ordered.id = generated_image.id;

CREATE UNIQUE INDEX generated_image_timeline ON generated_image (timeline);
CREATE UNIQUE INDEX generated_image_moment ON generated_image (session_id, timeline, seq);

CREATE TRIGGER image_came_dated AFTER INSERT ON generated_image
WHEN new.status = 'completed' AND new.timeline IS NULL BEGIN
    UPDATE generated_image SET timeline = (SELECT coalesce(max(timeline), 0) + 1 FROM generated_image)
    WHERE id = new.id;
END;

CREATE TRIGGER image_dated AFTER UPDATE OF status ON generated_image
WHEN new.status = 'completed' AND new.timeline IS NULL BEGIN
    UPDATE generated_image SET timeline = (SELECT coalesce(max(timeline), 0) + 1 FROM generated_image)
    WHERE id = new.id;
END;
