-- Several sessions' galleries as one. Every finished picture has a place on one timeline, in each session in the order of
-- its own places: whoever finishes one holds the row of its session meanwhile.
CREATE SEQUENCE image_timeline;
ALTER TABLE generated_image ADD COLUMN timeline bigint;

-- Nothing of this shows on a page, and what the triggers make stays as it is.
ALTER TABLE generated_image DISABLE TRIGGER USER;
UPDATE generated_image SET timeline = ordered.number
FROM (
    SELECT id, row_number() OVER (ORDER BY shown_at, session_id, seq) AS number
    FROM (
        -- A clock that was set back moves nothing before what its own session has before it.
        SELECT id, session_id, seq, max(coalesce(completed_at, created_at, 'epoch')) OVER (
            PARTITION BY session_id ORDER BY seq
        ) AS shown_at
        FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL
    ) AS finished
) AS ordered
WHERE ordered.id = generated_image.id;
ALTER TABLE generated_image ENABLE TRIGGER USER;
SELECT setval('image_timeline', coalesce(max(timeline), 0) + 1, FALSE) FROM generated_image;

CREATE UNIQUE INDEX generated_image_timeline ON generated_image (timeline);
CREATE UNIQUE INDEX generated_image_moment ON generated_image (session_id, timeline, seq);

DROP VIEW gallery_image;
CREATE VIEW gallery_image AS
SELECT image.*, member.name AS user_name
FROM generated_image AS image
LEFT JOIN session_member AS member ON member.session_id = image.session_id AND member.user_id = image.user_id;

CREATE FUNCTION image_dated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.timeline := nextval('image_timeline');
    RETURN new;
END $$;
CREATE TRIGGER image_dated BEFORE INSERT OR UPDATE OF status ON generated_image
FOR EACH ROW WHEN (new.status = 'completed' AND new.timeline IS NULL) EXECUTE FUNCTION image_dated();
