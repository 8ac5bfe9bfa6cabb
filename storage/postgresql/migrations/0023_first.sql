-- The schema as SQLite's first 23 steps have made it: later steps bear the numbers and names of SQLite's, and change the
-- same. Texts sort by their bytes, as they do there. What is JSON stands as text, so that it comes back as it was written.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- What the shared queries call by SQLite's names. Functions of one expression are put in their place by the planner.

CREATE FUNCTION iif(condition boolean, yes anycompatible, no anycompatible) RETURNS anycompatible
LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN condition THEN yes ELSE no END $$;

-- As text, whatever it is.
CREATE FUNCTION json_extract(json text, path text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT jsonb_path_query_first(json::jsonb, path::jsonpath) #>> '{}' $$;

-- Names at the top alone, as in '$.style_lock'.
CREATE FUNCTION json_remove(json text, VARIADIC paths text[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT (json::jsonb - (SELECT array_agg(substr(path, 3)) FROM unnest(paths) AS path))::text
$$;

-- The elements of a JSON array.
CREATE FUNCTION texts(json text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY(SELECT jsonb_array_elements_text(json::jsonb)) $$;

CREATE FUNCTION numbers(json text) RETURNS bigint[]
LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY(SELECT jsonb_array_elements_text(json::jsonb)::bigint) $$;

-- The tags of a picture; what a hand wrote that is no JSON is none.
CREATE FUNCTION tags_of(json text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT tag #>> '{}' FROM jsonb_path_query(json::jsonb, '$[*]') AS tag WHERE jsonb_typeof(tag) = 'string'
    );
EXCEPTION WHEN invalid_text_representation THEN
    RETURN '{}';
END $$;

-- As `storage/search_words.py` folds what is searched for.
CREATE FUNCTION fold(words text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(translate(
        normalize(words, NFC),
        '‘’‚‛′ʼ´`‹›“”„‟″«»‐‑‒–—―−', '''''''''''''''''''''"""""""-------'
    ) COLLATE "und-x-icu")
$$;

CREATE TABLE session (
    id text COLLATE "C" PRIMARY KEY,
    guild_id text COLLATE "C",
    name text COLLATE "C" NOT NULL,
    campaign text COLLATE "C",
    gm_user_id text COLLATE "C",
    status text COLLATE "C" NOT NULL DEFAULT 'active',
    settings text COLLATE "C" NOT NULL DEFAULT '{}',
    last_seq bigint NOT NULL DEFAULT 0,
    public_images bigint NOT NULL DEFAULT 0,
    secret_images bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    mature boolean NOT NULL DEFAULT FALSE,
    locale text COLLATE "C"
);

CREATE TABLE session_member (
    session_id text COLLATE "C" NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    user_id text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    seen_at timestamptz NOT NULL,
    given_role text COLLATE "C",
    priority bigint NOT NULL DEFAULT 1,
    name text COLLATE "C",
    PRIMARY KEY (session_id, user_id)
);

CREATE TABLE image_generation (
    id text COLLATE "C" PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    request_type text COLLATE "C" NOT NULL,
    context text COLLATE "C" NOT NULL,
    style_preferences text COLLATE "C",
    priority bigint NOT NULL DEFAULT 1,
    status text COLLATE "C" NOT NULL DEFAULT 'queued',
    result_image_id text COLLATE "C",
    retry_count bigint NOT NULL DEFAULT 0,
    created_at timestamptz DEFAULT CURRENT_TIMESTAMP,
    started_at timestamptz,
    completed_at timestamptz,
    batch_id text COLLATE "C",
    parent_id text COLLATE "C",
    lease_token text COLLATE "C",
    lease_expires_at timestamptz,
    not_before timestamptz,
    fair_rank bigint NOT NULL DEFAULT 0,
    claim_key bigint NOT NULL DEFAULT 0,
    cancel_requested boolean NOT NULL DEFAULT FALSE,
    visibility text COLLATE "C" NOT NULL DEFAULT 'public',
    error_code text COLLATE "C",
    error_message text COLLATE "C",
    idempotency_key text COLLATE "C",
    body_hash text COLLATE "C",
    notes text COLLATE "C" NOT NULL DEFAULT '[]',
    approved_by text COLLATE "C",
    held_reason text COLLATE "C",
    repeat_of text COLLATE "C",
    waits_for text COLLATE "C",
    free_at timestamptz,
    waited double precision NOT NULL DEFAULT 0,
    place_choice text COLLATE "C",
    UNIQUE (session_id, user_id, idempotency_key)
);
CREATE INDEX image_generation_batch ON image_generation (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX image_generation_delayed ON image_generation (not_before) WHERE status = 'delayed';
CREATE INDEX image_generation_held ON image_generation (session_id, created_at) WHERE status = 'held';
CREATE INDEX image_generation_leased ON image_generation (lease_expires_at) WHERE status = 'processing';
CREATE INDEX image_generation_line ON image_generation (waits_for)
WHERE status IN ('queued', 'delayed') AND waits_for IS NOT NULL;
CREATE INDEX image_generation_open ON image_generation (user_id, fair_rank)
    WHERE status IN ('queued', 'delayed', 'processing');
CREATE INDEX image_generation_queue ON image_generation (claim_key, created_at, id) WHERE status = 'queued';
CREATE INDEX image_generation_repeat ON image_generation (repeat_of) WHERE repeat_of IS NOT NULL;
CREATE INDEX image_generation_user ON image_generation (user_id, created_at);

CREATE TABLE queue_clock (
    id bigint PRIMARY KEY,
    ticks bigint NOT NULL
);

CREATE TABLE generated_image (
    id text COLLATE "C" PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    prompt text COLLATE "C" NOT NULL,
    enhanced_prompt text COLLATE "C",
    image_url text COLLATE "C",
    thumbnail_url text COLLATE "C",
    provider text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL DEFAULT 'pending',
    error_message text COLLATE "C",
    generation_time double precision,
    tags text COLLATE "C",
    is_favorite boolean NOT NULL DEFAULT FALSE,
    created_at timestamptz DEFAULT CURRENT_TIMESTAMP,
    completed_at timestamptz,
    request_id text COLLATE "C" REFERENCES image_generation (id) ON DELETE SET NULL,
    "index" bigint NOT NULL DEFAULT 0,
    seq bigint,
    type text COLLATE "C" NOT NULL DEFAULT 'scene',
    negative_prompt text COLLATE "C",
    style text COLLATE "C",
    seed bigint,
    model text COLLATE "C",
    width bigint,
    height bigint,
    bytes bigint,
    sha256 text COLLATE "C",
    format text COLLATE "C",
    alt_text text COLLATE "C",
    parent_id text COLLATE "C",
    visibility text COLLATE "C" NOT NULL DEFAULT 'public',
    cost double precision,
    recipe text COLLATE "C",
    placeholder text COLLATE "C",
    UNIQUE (request_id, "index")
);
CREATE UNIQUE INDEX generated_image_gallery ON generated_image (session_id, seq, visibility) WHERE status = 'completed';
CREATE INDEX generated_image_pace ON generated_image (provider, completed_at) WHERE status = 'completed';

CREATE TABLE favorite (
    image_id text COLLATE "C" NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    user_id text COLLATE "C" NOT NULL,
    starred boolean NOT NULL,
    reacted boolean NOT NULL DEFAULT FALSE,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (image_id, user_id)
);

CREATE TABLE delivery (
    id text COLLATE "C" PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    request_id text COLLATE "C" NOT NULL REFERENCES image_generation (id) ON DELETE CASCADE,
    channel_id text COLLATE "C" NOT NULL,
    message_id text COLLATE "C",
    nonce text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL DEFAULT 'waiting',
    attempts bigint NOT NULL DEFAULT 0,
    attempted_at timestamptz,
    not_before timestamptz,
    lease_token text COLLATE "C",
    lease_expires_at timestamptz,
    error_message text COLLATE "C",
    created_at timestamptz NOT NULL,
    UNIQUE (request_id, kind)
);
CREATE INDEX delivery_ready ON delivery (created_at) WHERE state = 'ready';

CREATE TABLE posting (
    message_id text COLLATE "C" NOT NULL,
    image_id text COLLATE "C" NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    "index" bigint NOT NULL DEFAULT 0,
    channel_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (message_id, image_id)
);
CREATE INDEX posting_image ON posting (image_id);

CREATE TABLE posted_message (
    message_id text COLLATE "C" PRIMARY KEY,
    channel_id text COLLATE "C" NOT NULL,
    request_id text COLLATE "C" NOT NULL REFERENCES image_generation (id) ON DELETE CASCADE,
    kind text COLLATE "C" NOT NULL,
    images bigint NOT NULL,
    changes bigint NOT NULL DEFAULT 0,
    shown bigint NOT NULL DEFAULT 0
);
CREATE INDEX posted_message_outdated ON posted_message (channel_id) WHERE changes > shown;

CREATE TABLE gallery_view (
    id text COLLATE "C" PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL,
    viewer text COLLATE "C" NOT NULL,
    filter text COLLATE "C" NOT NULL,
    shared boolean NOT NULL,
    created_at timestamptz NOT NULL,
    message_id text COLLATE "C",
    place bigint,
    grid boolean NOT NULL DEFAULT FALSE,
    turned_at timestamptz
);
CREATE INDEX gallery_view_opened ON gallery_view (created_at);

CREATE TABLE attempt (
    id text COLLATE "C" PRIMARY KEY,
    request_id text COLLATE "C" NOT NULL REFERENCES image_generation (id) ON DELETE CASCADE,
    provider text COLLATE "C" NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    outcome text COLLATE "C" NOT NULL DEFAULT 'open',
    error_message text COLLATE "C",
    cost double precision,
    job_id text COLLATE "C",
    resumed_at timestamptz
);
CREATE INDEX attempt_job ON attempt (request_id) WHERE outcome = 'open' AND job_id IS NOT NULL;
CREATE INDEX attempt_left ON attempt (finished_at) WHERE outcome = 'lost' AND job_id IS NOT NULL;
CREATE INDEX attempt_request ON attempt (request_id);
CREATE INDEX attempt_started ON attempt (started_at);

CREATE TABLE fact (
    name text COLLATE "C" PRIMARY KEY,
    value text COLLATE "C" NOT NULL
);

CREATE TABLE provider_state (
    provider text COLLATE "C" PRIMARY KEY,
    failures bigint NOT NULL DEFAULT 0,
    open_until timestamptz,
    open_reason text COLLATE "C",
    tokens double precision NOT NULL DEFAULT 0,
    refilled_at double precision NOT NULL DEFAULT 0,
    able boolean,
    reason text COLLATE "C",
    warnings text COLLATE "C" NOT NULL DEFAULT '[]',
    waiting bigint,
    probed_at timestamptz,
    paused boolean NOT NULL DEFAULT FALSE,
    trial boolean NOT NULL DEFAULT FALSE
);

CREATE TABLE session_style (
    session_id text COLLATE "C" NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    description text COLLATE "C" NOT NULL,
    positive text COLLATE "C" NOT NULL,
    negative text COLLATE "C" NOT NULL,
    base text COLLATE "C" NOT NULL,
    created_by text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (session_id, id)
);

CREATE TABLE prompt_cache (
    key text COLLATE "C" PRIMARY KEY,
    description text COLLATE "C" NOT NULL,
    answer text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL
);
CREATE INDEX prompt_cache_description ON prompt_cache (description);

CREATE TABLE draft (
    id text COLLATE "C" PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    body text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE reveal (
    request_id text COLLATE "C" PRIMARY KEY REFERENCES image_generation (id) ON DELETE CASCADE,
    due_at timestamptz NOT NULL,
    spoiler boolean NOT NULL,
    revealed_by text COLLATE "C" NOT NULL,
    revealed_at timestamptz
);
CREATE INDEX reveal_planned ON reveal (due_at) WHERE revealed_at IS NULL;

CREATE TABLE api_token (
    digest text COLLATE "C" PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    session_id text COLLATE "C" NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    user_id text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX api_token_expiry ON api_token (expires_at);
CREATE INDEX api_token_member ON api_token (session_id, user_id);

CREATE TABLE service_session (
    session_id text COLLATE "C" PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    home_id text COLLATE "C" NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    service text COLLATE "C" NOT NULL
);

CREATE TABLE gallery_bitmap (
    session_id text COLLATE "C" NOT NULL,
    facet text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    chunk bigint NOT NULL,
    visibility text COLLATE "C" NOT NULL,
    bits bigint NOT NULL,
    PRIMARY KEY (session_id, facet, value, chunk, visibility)
);

CREATE TABLE gallery_block (
    session_id text COLLATE "C" NOT NULL,
    facet text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    block bigint NOT NULL,
    visibility text COLLATE "C" NOT NULL,
    images integer NOT NULL,
    PRIMARY KEY (session_id, facet, value, block, visibility)
);

INSERT INTO queue_clock (id, ticks) VALUES (1, 0);

-- Rows come and go at the head of the queue: what is dead there is not to be walked past for long.
ALTER TABLE image_generation SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE delivery SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01);

-- The words that a picture is found by, folded: its author's own, and the tags.
CREATE TABLE image_search (
    image_id text COLLATE "C" PRIMARY KEY REFERENCES generated_image (id) ON DELETE CASCADE,
    session_id text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    words text COLLATE "C" NOT NULL
);
CREATE INDEX image_search_place ON image_search (session_id, seq);
CREATE INDEX image_search_words ON image_search USING gin (session_id, words gin_trgm_ops);

-- How often something has changed that a page of a gallery shows, in parts, so that sessions do not wait for each other.
CREATE TABLE gallery_version (part integer PRIMARY KEY, changes bigint NOT NULL DEFAULT 0);
INSERT INTO gallery_version (part) SELECT generate_series(0, 15);

CREATE FUNCTION note_change_on_pages(session_id text) RETURNS void LANGUAGE sql AS $$
    UPDATE gallery_version SET changes = changes + 1 WHERE part = hashtext(session_id) & 15
$$;

-- A picture with what its painter is called. A step that adds a column to `generated_image` makes this view anew.
CREATE VIEW gallery_image AS
SELECT image.*, member.name AS user_name
FROM generated_image AS image
LEFT JOIN session_member AS member ON member.session_id = image.session_id AND member.user_id = image.user_id;

-- What a picture is found by: 64 places a row, as `gallery_bitmap` has them.
CREATE FUNCTION bits_of(image generated_image)
RETURNS TABLE (session_id text, facet text, value text, chunk bigint, visibility text, bits bigint)
LANGUAGE sql STABLE AS $$
    SELECT image.session_id, found.facet, found.value, image.seq >> 6, image.visibility,
        1::bigint << (image.seq & 63)::integer
    FROM (
        SELECT 'all' AS facet, '' AS value
        UNION ALL SELECT 'favorite', '' WHERE image.is_favorite
        UNION ALL SELECT 'user', image.user_id
        UNION ALL SELECT 'type', image.type
        UNION ALL SELECT 'style', image.style WHERE image.style IS NOT NULL
        UNION SELECT 'tag', tag FROM unnest(tags_of(image.tags)) AS tag
    ) AS found
    WHERE image.status = 'completed' AND image.seq IS NOT NULL
$$;

CREATE VIEW image_facet AS
SELECT image.id, place.session_id, place.facet, place.value, image.seq, place.visibility
FROM generated_image AS image CROSS JOIN LATERAL bits_of(image) AS place;

-- What an image is found by follows from its row.
CREATE FUNCTION image_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever changes a session's bits holds its row meanwhile, so that two who do cannot wait for each other.
    PERFORM 1 FROM session WHERE id = coalesce(new.session_id, old.session_id) FOR NO KEY UPDATE;

    IF old.status = 'completed' THEN
        WITH gone AS (
            SELECT * FROM bits_of(old) EXCEPT SELECT * FROM bits_of(new)
        ), cleared AS (
            UPDATE gallery_bitmap AS place SET bits = place.bits & ~gone.bits FROM gone
            WHERE (place.session_id, place.facet, place.value, place.chunk, place.visibility)
                = (gone.session_id, gone.facet, gone.value, gone.chunk, gone.visibility)
        )
        UPDATE gallery_block AS block SET images = block.images - 1 FROM gone
        WHERE (block.session_id, block.facet, block.value, block.block, block.visibility)
            = (gone.session_id, gone.facet, gone.value, gone.chunk >> 4, gone.visibility);
        IF FOUND THEN
            -- A tag that no picture has any more is kept neither as bits nor as a count of none.
            DELETE FROM gallery_bitmap AS place USING bits_of(old) AS gone
            WHERE (place.session_id, place.facet, place.value, place.chunk, place.visibility)
                = (gone.session_id, gone.facet, gone.value, gone.chunk, gone.visibility) AND place.bits = 0;
            DELETE FROM gallery_block AS block USING bits_of(old) AS gone
            WHERE (block.session_id, block.facet, block.value, block.block, block.visibility)
                = (gone.session_id, gone.facet, gone.value, gone.chunk >> 4, gone.visibility) AND block.images <= 0;
        END IF;
    END IF;

    IF new.status = 'completed' THEN
        WITH come AS (
            SELECT * FROM bits_of(new) EXCEPT SELECT * FROM bits_of(old)
        ), placed AS (
            INSERT INTO gallery_bitmap AS place (session_id, facet, value, chunk, visibility, bits) SELECT * FROM come
            ON CONFLICT (session_id, facet, value, chunk, visibility) DO UPDATE SET bits = place.bits | excluded.bits
        )
        INSERT INTO gallery_block AS block (session_id, facet, value, block, visibility, images)
        SELECT session_id, facet, value, chunk >> 4, visibility, 1 FROM come
        ON CONFLICT (session_id, facet, value, block, visibility) DO UPDATE SET images = block.images + 1;
    END IF;

    IF new.status = 'completed' AND new.seq IS NOT NULL THEN
        INSERT INTO image_search AS written (image_id, session_id, seq, words)
        SELECT new.id, new.session_id, new.seq, fold(concat_ws(
            chr(10), new.prompt, (SELECT string_agg(tag, chr(10)) FROM unnest(tags_of(new.tags)) AS tag)
        ))
        ON CONFLICT (image_id) DO UPDATE
        SET session_id = excluded.session_id, seq = excluded.seq, words = excluded.words
        WHERE (written.session_id, written.seq, written.words) <> (excluded.session_id, excluded.seq, excluded.words);
    ELSIF old.status = 'completed' AND new.id IS NOT NULL THEN
        DELETE FROM image_search WHERE image_id = old.id;
    END IF;

    PERFORM note_change_on_pages(coalesce(new.session_id, old.session_id));
    IF old.visibility <> new.visibility THEN
        UPDATE posted_message SET changes = changes + 1
        WHERE message_id IN (SELECT message_id FROM posting WHERE image_id = new.id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER image_added AFTER INSERT ON generated_image
FOR EACH ROW WHEN (new.status = 'completed') EXECUTE FUNCTION image_changed();
CREATE TRIGGER image_changed AFTER UPDATE ON generated_image
FOR EACH ROW WHEN (old.status = 'completed' OR new.status = 'completed') EXECUTE FUNCTION image_changed();
CREATE TRIGGER image_removed AFTER DELETE ON generated_image
FOR EACH ROW WHEN (old.status = 'completed') EXECUTE FUNCTION image_changed();

-- Images are shown with the names of those who asked for them.
CREATE FUNCTION member_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_change_on_pages(new.session_id);
    RETURN NULL;
END $$;
CREATE TRIGGER member_named AFTER INSERT ON session_member
FOR EACH ROW WHEN (new.name IS NOT NULL) EXECUTE FUNCTION member_changed();
CREATE TRIGGER member_renamed AFTER UPDATE OF name ON session_member
FOR EACH ROW WHEN (new.name IS DISTINCT FROM old.name) EXECUTE FUNCTION member_changed();

-- What has happened to the images of messages that were sent.
CREATE FUNCTION posting_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE posted_message SET changes = changes + 1 WHERE message_id = old.message_id;
    RETURN NULL;
END $$;
CREATE TRIGGER posted_image_deleted AFTER DELETE ON posting FOR EACH ROW EXECUTE FUNCTION posting_deleted();

CREATE FUNCTION star_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE posted_message SET changes = changes + 1
    WHERE message_id IN (SELECT message_id FROM posting WHERE image_id = new.image_id);
    RETURN NULL;
END $$;
CREATE TRIGGER posted_image_starred AFTER INSERT ON favorite
FOR EACH ROW WHEN (new.starred) EXECUTE FUNCTION star_changed();
CREATE TRIGGER posted_image_star_changed AFTER UPDATE OF starred ON favorite
FOR EACH ROW WHEN (old.starred <> new.starred) EXECUTE FUNCTION star_changed();
