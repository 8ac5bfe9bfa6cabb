-- A picture that is still to come has no place on the timeline, and none in its indexes.
DROP INDEX generated_image_timeline;
DROP INDEX generated_image_moment;
CREATE UNIQUE INDEX generated_image_timeline ON generated_image (timeline) WHERE timeline IS NOT NULL;
CREATE UNIQUE INDEX generated_image_moment ON generated_image (session_id, timeline, seq) WHERE timeline IS NOT NULL;

-- What follows from a picture that is shown from now on, in one statement: four took a third longer.
CREATE OR REPLACE FUNCTION image_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.seq IS NULL THEN
        PERFORM note_change_on_pages(new.session_id);
        RETURN NULL;
    END IF;
    -- Whoever changes a session's bits holds its row meanwhile, so that two who do cannot wait for each other.
    PERFORM 1 FROM session WHERE id = new.session_id FOR NO KEY UPDATE;
    WITH come AS MATERIALIZED (
        SELECT * FROM bits_of(new)
    ), placed AS (
        INSERT INTO gallery_bitmap AS place (session_id, facet, value, chunk, visibility, bits) SELECT * FROM come
        ON CONFLICT (session_id, facet, value, chunk, visibility) DO UPDATE SET bits = place.bits | excluded.bits
    ), found AS (
        INSERT INTO image_search (image_id, session_id, seq, words)
        VALUES (new.id, new.session_id, new.seq, fold(concat_ws(
            chr(10), new.prompt, nullif(array_to_string(tags_of(new.tags), chr(10)), '')
        )))
    ), noted AS (
        -- As `note_change_on_pages` does.
        UPDATE gallery_version SET changes = changes + 1 WHERE part = hashtext(new.session_id) & 63
    )
    INSERT INTO gallery_block AS block (session_id, facet, value, block, visibility, images)
    SELECT session_id, facet, value, chunk >> 4, visibility, 1 FROM come
    ON CONFLICT (session_id, facet, value, block, visibility) DO UPDATE SET images = block.images + 1;
    RETURN NULL;
END $$;
