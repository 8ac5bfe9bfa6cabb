-- Looking for pictures in a gallery of any size. All of this follows from `generated_image` and is kept in step by
-- triggers: who writes that table need not know of it.

-- What a picture is found by. Its tags are the JSON array in the specification's column.
CREATE VIEW image_facet AS
SELECT id, session_id, 'all' AS facet, '' AS value, seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL
UNION ALL
SELECT id, session_id, 'favorite', '', seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL AND is_favorite
UNION ALL
SELECT id, session_id, 'user', user_id, seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL
UNION ALL
SELECT id, session_id, 'type', type, seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL
UNION ALL
SELECT id, session_id, 'style', style, seq, visibility
FROM generated_image WHERE status = 'completed' AND seq IS NOT NULL AND style IS NOT NULL
UNION ALL
SELECT image.id, image.session_id, 'tag', tag.value, image.seq, image.visibility
FROM generated_image AS image, json_each(iif(json_valid(image.tags), image.tags, '[]')) AS tag
WHERE image.status = 'completed' AND image.seq IS NOT NULL AND tag.type = 'text';

-- The places (`seq`) of a session's pictures along each facet, so that any one filter is a walk along the key.
CREATE TABLE gallery_place (
    session_id VARCHAR NOT NULL,
    facet VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    visibility VARCHAR NOT NULL,
    PRIMARY KEY (session_id, facet, value, seq)
) WITHOUT ROWID;

-- How many of them lie in each block of 1024 places: totals, numbers and jumps without counting one by one.
CREATE TABLE gallery_block (
    session_id VARCHAR NOT NULL,
    facet VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    visibility VARCHAR NOT NULL,
    images INTEGER NOT NULL,
    PRIMARY KEY (session_id, facet, value, block, visibility)
) WITHOUT ROWID;

CREATE TRIGGER gallery_place_counted AFTER INSERT ON gallery_place BEGIN
    INSERT INTO gallery_block (session_id, facet, value, block, visibility, images)
    VALUES (new.session_id, new.facet, new.value, new.seq >> 10, new.visibility, 1)
    ON CONFLICT (session_id, facet, value, block, visibility) DO UPDATE SET images = images + 1;
END;

CREATE TRIGGER gallery_place_uncounted AFTER DELETE ON gallery_place BEGIN
    UPDATE gallery_block SET images = images - 1
    WHERE session_id = old.session_id AND facet = old.facet AND value = old.value AND block = old.seq >> 10
      AND visibility = old.visibility;
END;

-- A picture that changes is taken out as it was and put in as it is. OR IGNORE: a hand may have written a tag twice.
CREATE TRIGGER image_placed AFTER INSERT ON generated_image WHEN new.status = 'completed' BEGIN
    INSERT OR IGNORE INTO gallery_place
    SELECT session_id, facet, value, seq, visibility FROM image_facet WHERE id = new.id;
END;

CREATE TRIGGER image_taken_out
BEFORE UPDATE OF status, session_id, seq, user_id, type, style, visibility, is_favorite, tags ON generated_image
WHEN old.status = 'completed' BEGIN
    DELETE FROM gallery_place WHERE (session_id, facet, value, seq) IN (
        SELECT session_id, facet, value, seq FROM image_facet WHERE id = old.id
    );
END;

CREATE TRIGGER image_put_in
AFTER UPDATE OF status, session_id, seq, user_id, type, style, visibility, is_favorite, tags ON generated_image
WHEN new.status = 'completed' BEGIN
    INSERT OR IGNORE INTO gallery_place
    SELECT session_id, facet, value, seq, visibility FROM image_facet WHERE id = new.id;
END;

CREATE TRIGGER image_removed BEFORE DELETE ON generated_image WHEN old.status = 'completed' BEGIN
    DELETE FROM gallery_place WHERE (session_id, facet, value, seq) IN (
        SELECT session_id, facet, value, seq FROM image_facet WHERE id = old.id
    );
END;

-- Search. A session's short number and a place in it make one integer: the matches of one session are then a range of
-- rowids, which the index walks in the gallery's order.
ALTER TABLE session ADD COLUMN number INTEGER;
UPDATE session SET number = rowid;
CREATE UNIQUE INDEX session_number ON session (number);

CREATE TRIGGER session_numbered AFTER INSERT ON session BEGIN
    UPDATE session SET number = (SELECT coalesce(max(number), 0) + 1 FROM session) WHERE id = new.id;
END;

-- The words that a picture is found by: its author's own, and the tags. What the enhancer adds stands in every other
-- prompt and would find them all.
CREATE VIEW image_words AS
SELECT
    image.id, image.session_id, image.seq,
    (session.number << 32) + image.seq AS number,
    image.prompt || coalesce(char(10) || (
        SELECT group_concat(tag.value, char(10))
        FROM json_each(iif(json_valid(image.tags), image.tags, '[]')) AS tag
    ), '') AS words
FROM generated_image AS image JOIN session ON session.id = image.session_id
WHERE image.status = 'completed' AND image.seq IS NOT NULL;

-- The index alone: the words stand in the row, and are read there once more to be taken out.
CREATE VIRTUAL TABLE image_search USING fts5(words, content = '', tokenize = 'trigram');

CREATE TRIGGER image_indexed AFTER INSERT ON generated_image WHEN new.status = 'completed' BEGIN
    INSERT INTO image_search (rowid, words) SELECT number, words FROM image_words WHERE id = new.id;
END;

CREATE TRIGGER image_words_taken_out
BEFORE UPDATE OF status, session_id, seq, prompt, tags ON generated_image WHEN old.status = 'completed' BEGIN
    INSERT INTO image_search (image_search, rowid, words)
    SELECT 'delete', number, words FROM image_words WHERE id = old.id;
END;

CREATE TRIGGER image_words_put_in
AFTER UPDATE OF status, session_id, seq, prompt, tags ON generated_image WHEN new.status = 'completed' BEGIN
    INSERT INTO image_search (rowid, words) SELECT number, words FROM image_words WHERE id = new.id;
END;

CREATE TRIGGER image_unindexed BEFORE DELETE ON generated_image WHEN old.status = 'completed' BEGIN
    INSERT INTO image_search (image_search, rowid, words)
    SELECT 'delete', number, words FROM image_words WHERE id = old.id;
END;

INSERT OR IGNORE INTO gallery_place SELECT session_id, facet, value, seq, visibility FROM image_facet;
INSERT INTO image_search (rowid, words) SELECT number, words FROM image_words;
