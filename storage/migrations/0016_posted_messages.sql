-- Messages that show images, and whether what they show has changed since: `changes` counts what has happened to their
-- images, `shown` is up to which of it they were looked at.
CREATE TABLE posted_message (
    message_id VARCHAR PRIMARY KEY,
    channel_id VARCHAR NOT NULL,
    request_id VARCHAR NOT NULL REFERENCES image_generation (id) ON DELETE CASCADE,
    kind VARCHAR NOT NULL,
    images INTEGER NOT NULL,
    changes INTEGER NOT NULL DEFAULT 0,
    shown INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX posted_message_outdated ON posted_message (channel_id) WHERE changes > shown;

INSERT INTO posted_message (message_id, channel_id, request_id, kind, images)
SELECT posting.message_id, min(posting.channel_id), delivery.request_id, delivery.kind, count(*)
FROM posting JOIN delivery ON delivery.message_id = posting.message_id
GROUP BY posting.message_id;

CREATE TRIGGER posted_image_deleted AFTER DELETE ON posting BEGIN
    UPDATE posted_message SET changes = changes + 1 WHERE message_id = old.message_id;
END;
CREATE TRIGGER posted_image_starred AFTER INSERT ON favorite WHEN new.starred BEGIN
    UPDATE posted_message SET changes = changes + 1
    WHERE message_id IN (SELECT message_id FROM posting WHERE image_id = new.image_id);
END;
CREATE TRIGGER posted_image_star_changed AFTER UPDATE OF starred ON favorite WHEN old.starred <> new.starred BEGIN
    UPDATE posted_message SET changes = changes + 1
    WHERE message_id IN (SELECT message_id FROM posting WHERE image_id = new.image_id);
END;
CREATE TRIGGER posted_image_revealed AFTER UPDATE OF visibility ON generated_image
WHEN old.visibility <> new.visibility BEGIN
    UPDATE posted_message SET changes = changes + 1
    WHERE message_id IN (SELECT message_id FROM posting WHERE image_id = new.id);
END;
