-- A request's way through the queue writes less: what a heartbeat changes is in no index, a picture that comes has nothing
-- to be taken out, and rows that are changed in place have room for it.

DROP INDEX image_generation_leased;
CREATE INDEX image_generation_leased ON image_generation (id) WHERE status = 'processing';

ALTER TABLE image_generation DROP CONSTRAINT image_generation_session_id_user_id_idempotency_key_key;
CREATE UNIQUE INDEX image_generation_key ON image_generation (session_id, user_id, idempotency_key)
WHERE idempotency_key IS NOT NULL;

ALTER TABLE session SET (fillfactor = 50);
ALTER TABLE gallery_bitmap SET (fillfactor = 50);
ALTER TABLE gallery_block SET (fillfactor = 50);
ALTER TABLE gallery_version SET (fillfactor = 10);

-- In more parts, so that it is seldom two sessions' turn at once.
INSERT INTO gallery_version (part) SELECT generate_series(16, 63);
CREATE OR REPLACE FUNCTION note_change_on_pages(session_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE gallery_version SET changes = changes + 1 WHERE part = hashtext(session_id) & 63;
END $$;

-- Most pictures have no tags: what would catch an error for them is not begun.
ALTER FUNCTION tags_of(text) STRICT;

-- A picture that is shown from now on.
CREATE FUNCTION image_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever changes a session's bits holds its row meanwhile, so that two who do cannot wait for each other.
    PERFORM 1 FROM session WHERE id = new.session_id FOR NO KEY UPDATE;
    IF new.seq IS NOT NULL THEN
        WITH come AS MATERIALIZED (
            SELECT * FROM bits_of(new)
        ), placed AS (
            INSERT INTO gallery_bitmap AS place (session_id, facet, value, chunk, visibility, bits) SELECT * FROM come
            ON CONFLICT (session_id, facet, value, chunk, visibility) DO UPDATE SET bits = place.bits | excluded.bits
        )
        INSERT INTO gallery_block AS block (session_id, facet, value, block, visibility, images)
        SELECT session_id, facet, value, chunk >> 4, visibility, 1 FROM come
        ON CONFLICT (session_id, facet, value, block, visibility) DO UPDATE SET images = block.images + 1;
        INSERT INTO image_search (image_id, session_id, seq, words)
        VALUES (new.id, new.session_id, new.seq, fold(concat_ws(
            chr(10), new.prompt, nullif(array_to_string(tags_of(new.tags), chr(10)), '')
        )));
    END IF;
    PERFORM note_change_on_pages(new.session_id);
    RETURN NULL;
END $$;

DROP TRIGGER image_added ON generated_image;
CREATE TRIGGER image_added AFTER INSERT ON generated_image
FOR EACH ROW WHEN (new.status = 'completed') EXECUTE FUNCTION image_came();
DROP TRIGGER image_changed ON generated_image;
CREATE TRIGGER image_completed AFTER UPDATE ON generated_image
FOR EACH ROW WHEN (old.status <> 'completed' AND new.status = 'completed') EXECUTE FUNCTION image_came();
CREATE TRIGGER image_changed AFTER UPDATE ON generated_image
FOR EACH ROW WHEN (old.status = 'completed') EXECUTE FUNCTION image_changed();
