-- What somebody has asked to take along: which pictures, as what, and what has become of it. The files lie in the picture
-- store under the export's id until it ends.
CREATE TABLE export (
    id VARCHAR PRIMARY KEY,
    session_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL,
    format VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    -- A JSON array of pictures' ids and captions, in their order.
    chosen TEXT NOT NULL,
    sees_secrets BOOLEAN NOT NULL,
    per_page INTEGER NOT NULL DEFAULT 1,
    -- The most bytes of one file; NULL is one file, however large.
    part_bytes INTEGER,
    state VARCHAR NOT NULL DEFAULT 'waiting',
    stage VARCHAR NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    -- How many secret pictures are in it.
    secrets INTEGER NOT NULL DEFAULT 0,
    -- A JSON array of names, keys and sizes.
    files TEXT NOT NULL DEFAULT '[]',
    error_message TEXT,
    lease_token VARCHAR,
    -- Where on Discord its message is edited, until it was told of the end.
    reply VARCHAR,
    created_at DATETIME NOT NULL,
    ended_at DATETIME,
    forget_at DATETIME
);
-- One at a time of each person, in whatever session.
CREATE UNIQUE INDEX export_of_user ON export (user_id) WHERE state IN ('waiting', 'working');
CREATE INDEX export_forgotten ON export (forget_at);

-- Where an imported picture comes from: the same one is imported once.
CREATE TABLE imported_image (
    session_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    image_id VARCHAR NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    caption TEXT,
    PRIMARY KEY (session_id, origin)
);
CREATE INDEX imported_image_of ON imported_image (image_id);
