-- The places along a facet as bits: 64 places a row, bit n of chunk c is the place 64 c + n. Several filters at once are
-- then an AND of rows, where a walk along single places had to look each of them up; and a picture that comes changes a
-- row for each facet instead of putting one in.
CREATE TABLE gallery_bitmap (
    session_id VARCHAR NOT NULL,
    facet VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    chunk INTEGER NOT NULL,
    visibility VARCHAR NOT NULL,
    bits INTEGER NOT NULL,
    PRIMARY KEY (session_id, facet, value, chunk, visibility)
) WITHOUT ROWID;

DROP TRIGGER image_placed;
DROP TRIGGER image_taken_out;
DROP TRIGGER image_put_in;
DROP TRIGGER image_removed;
DROP TABLE gallery_place;
DELETE FROM gallery_block;

-- A bit is put in or taken out at a time, so that a change of a row's bits is one picture more or less in its block.
CREATE TRIGGER gallery_bit_first AFTER INSERT ON gallery_bitmap BEGIN
    INSERT INTO gallery_block (session_id, facet, value, block, visibility, images)
    VALUES (new.session_id, new.facet, new.value, new.chunk >> 4, new.visibility, 1)
    ON CONFLICT (session_id, facet, value, block, visibility) DO UPDATE SET images = images + 1;
END;

CREATE TRIGGER gallery_bit_set AFTER UPDATE OF bits ON gallery_bitmap WHEN new.bits & ~old.bits <> 0 BEGIN
    INSERT INTO gallery_block (session_id, facet, value, block, visibility, images)
    VALUES (new.session_id, new.facet, new.value, new.chunk >> 4, new.visibility, 1)
    ON CONFLICT (session_id, facet, value, block, visibility) DO UPDATE SET images = images + 1;
END;

-- A tag that no picture has any more is kept neither as bits nor as a count of none.
CREATE TRIGGER gallery_bit_cleared AFTER UPDATE OF bits ON gallery_bitmap WHEN old.bits & ~new.bits <> 0 BEGIN
    UPDATE gallery_block SET images = images - 1
    WHERE session_id = new.session_id AND facet = new.facet AND value = new.value AND block = new.chunk >> 4
      AND visibility = new.visibility;
    DELETE FROM gallery_block
    WHERE session_id = new.session_id AND facet = new.facet AND value = new.value AND block = new.chunk >> 4
      AND visibility = new.visibility AND images <= 0;
    DELETE FROM gallery_bitmap
    WHERE session_id = new.session_id AND facet = new.facet AND value = new.value AND chunk = new.chunk
      AND visibility = new.visibility AND bits = 0;
END;

CREATE TRIGGER image_placed AFTER INSERT ON generated_image WHEN new.status = 'completed' BEGIN
    INSERT INTO gallery_bitmap (session_id, facet, value, chunk, visibility, bits)
    SELECT session_id, facet, value, seq >> 6, visibility, 1 << (seq & 63) FROM image_facet WHERE id = new.id
    ON CONFLICT (session_id, facet, value, chunk, visibility) DO UPDATE SET bits = bits | excluded.bits;
END;

-- A picture that changes is taken out as it was and put in as it is.
CREATE TRIGGER image_taken_out
BEFORE UPDATE OF status, session_id, seq, user_id, type, style, visibility, is_favorite, tags ON generated_image
WHEN old.status = 'completed' BEGIN
    UPDATE gallery_bitmap SET bits = bits & ~(1 << (old.seq & 63))
    WHERE (session_id, facet, value, chunk, visibility) IN (
        SELECT session_id, facet, value, seq >> 6, visibility FROM image_facet WHERE id = old.id
    );
END;

CREATE TRIGGER image_put_in
AFTER UPDATE OF status, session_id, seq, user_id, type, style, visibility, is_favorite, tags ON generated_image
WHEN new.status = 'completed' BEGIN
    INSERT INTO gallery_bitmap (session_id, facet, value, chunk, visibility, bits)
    SELECT session_id, facet, value, seq >> 6, visibility, 1 << (seq & 63) FROM image_facet WHERE id = new.id
    ON CONFLICT (session_id, facet, value, chunk, visibility) DO UPDATE SET bits = bits | excluded.bits;
END;

CREATE TRIGGER image_removed BEFORE DELETE ON generated_image WHEN old.status = 'completed' BEGIN
    UPDATE gallery_bitmap SET bits = bits & ~(1 << (old.seq & 63))
    WHERE (session_id, facet, value, chunk, visibility) IN (
        SELECT session_id, facet, value, seq >> 6, visibility FROM image_facet WHERE id = old.id
    );
END;

INSERT INTO gallery_bitmap (session_id, facet, value, chunk, visibility, bits)
SELECT session_id, facet, value, seq >> 6, visibility, 1 << (seq & 63) FROM image_facet WHERE true
ON CONFLICT (session_id, facet, value, chunk, visibility) DO UPDATE SET bits = bits | excluded.bits;
