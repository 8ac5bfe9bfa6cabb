-- Search finds a word with whichever quotes and dashes it was written: they are folded where words are indexed and read,
-- as `storage/search_words.py` folds what is searched for.
DROP VIEW image_words;

CREATE VIEW image_words AS
WITH written AS (
    SELECT
        image.id, image.session_id, image.seq,
        (session.number << 32) + image.seq AS number,
        image.prompt || coalesce(char(10) || (
            SELECT group_concat(tag.value, char(10))
            FROM json_each(iif(json_valid(image.tags), image.tags, '[]')) AS tag
        ), '') AS words
    FROM generated_image AS image JOIN session ON session.id = image.session_id
    WHERE image.status = 'completed' AND image.seq IS NOT NULL
), single_quotes AS (
    SELECT id, session_id, seq, number,
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(words, '’', ''''),
            '‘', ''''), '‚', ''''), '‛', ''''), '′', ''''), 'ʼ', ''''), '´', ''''), '`', ''''), '‹', ''''),
            '›', '''') AS words
    FROM written
), double_quotes AS (
    SELECT id, session_id, seq, number,
        replace(replace(replace(replace(replace(replace(replace(words, '“', '"'), '”', '"'), '„', '"'),
            '‟', '"'), '″', '"'), '«', '"'), '»', '"') AS words
    FROM single_quotes
)
SELECT id, session_id, seq, number,
    replace(replace(replace(replace(replace(replace(replace(words, '‐', '-'), '‑', '-'), '‒', '-'),
        '–', '-'), '—', '-'), '―', '-'), '−', '-') AS words
FROM double_quotes;

INSERT INTO image_search (image_search) VALUES ('delete-all');
INSERT INTO image_search (rowid, words) SELECT number, words FROM image_words;
