-- A picture that is still to come has no place on the timeline, and none in its indexes: a claim writes two pages less, and
-- whoever completes it sets that place with all else.
DROP INDEX generated_image_timeline;
DROP INDEX generated_image_moment;
CREATE UNIQUE INDEX generated_image_timeline ON generated_image (timeline) WHERE timeline IS NOT NULL;
CREATE UNIQUE INDEX generated_image_moment ON generated_image (session_id, timeline, seq) WHERE timeline IS NOT NULL;

-- For who writes the table without setting it; said so that the index is seen.
DROP TRIGGER image_came_dated;
CREATE TRIGGER image_came_dated AFTER INSERT ON generated_image
WHEN new.status = 'completed' AND new.timeline IS NULL BEGIN
    UPDATE generated_image
    SET timeline = (SELECT coalesce(max(timeline), 0) + 1 FROM generated_image WHERE timeline IS NOT NULL)
    WHERE id = new.id;
END;

DROP TRIGGER image_dated;
CREATE TRIGGER image_dated AFTER UPDATE OF status ON generated_image
WHEN new.status = 'completed' AND new.timeline IS NULL BEGIN
    UPDATE generated_image
    SET timeline = (SELECT coalesce(max(timeline), 0) + 1 FROM generated_image WHERE timeline IS NOT NULL)
    WHERE id = new.id;
END;
