-- What somebody has asked to take along: which pictures, as what, and what has become of it. The files lie in the picture
-- store under the export's id until it ends.
CREATE TABLE export (
    id text COLLATE "C" PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    format text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    -- A JSON array of pictures' ids and captions, in their order.
    chosen text COLLATE "C" NOT NULL,
    sees_secrets boolean NOT NULL,
    per_page bigint NOT NULL DEFAULT 1,
    -- The most bytes of one file; NULL is one file, however large.
    part_bytes bigint,
    state text COLLATE "C" NOT NULL DEFAULT 'waiting',
    stage text COLLATE "C" NOT NULL DEFAULT '',
    done bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0,
    -- How many secret pictures are in it.
    secrets bigint NOT NULL DEFAULT 0,
    -- A JSON array of names, keys and sizes.
    files text COLLATE "C" NOT NULL DEFAULT '[]',
    error_message text COLLATE "C",
    lease_token text COLLATE "C",
    -- Where on Discord its message is edited, until it was told of the end.
    reply text COLLATE "C",
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    forget_at timestamptz
);
-- One at a time of each person, in whatever session.
CREATE UNIQUE INDEX export_of_user ON export (user_id) WHERE state IN ('waiting', 'working');
CREATE INDEX export_forgotten ON export (forget_at);

-- Where an imported picture comes from: the same one is imported once.
CREATE TABLE imported_image (
    session_id text COLLATE "C" NOT NULL,
    origin text COLLATE "C" NOT NULL,
    image_id text COLLATE "C" NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    caption text COLLATE "C",
    PRIMARY KEY (session_id, origin)
);
CREATE INDEX imported_image_of ON imported_image (image_id);
