-- The two tables of the specification with its names and columns, what the design adds to them, and what the way of a
-- request from `/image generate` to a delivered picture needs.

CREATE TABLE session (
    id VARCHAR PRIMARY KEY,
    guild_id VARCHAR,
    name VARCHAR NOT NULL,
    campaign VARCHAR,
    gm_user_id VARCHAR,
    status VARCHAR NOT NULL DEFAULT 'active',
    settings TEXT NOT NULL DEFAULT '{}',
    -- The gallery's order: the last `seq` given, and how many completed pictures there are of either visibility.
    last_seq INTEGER NOT NULL DEFAULT 0,
    public_images INTEGER NOT NULL DEFAULT 0,
    secret_images INTEGER NOT NULL DEFAULT 0,
    created_at DATETIME NOT NULL
);

CREATE TABLE session_member (
    session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    user_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    seen_at DATETIME NOT NULL,
    PRIMARY KEY (session_id, user_id)
);

CREATE TABLE image_generation (
    id VARCHAR PRIMARY KEY,
    session_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL,
    request_type VARCHAR NOT NULL,
    context TEXT NOT NULL,
    style_preferences TEXT,
    priority INTEGER NOT NULL DEFAULT 1,
    status VARCHAR NOT NULL DEFAULT 'queued',
    result_image_id VARCHAR,
    retry_count INTEGER NOT NULL DEFAULT 0,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    started_at DATETIME,
    completed_at DATETIME,
    batch_id VARCHAR,
    parent_id VARCHAR,
    lease_token VARCHAR,
    lease_expires_at DATETIME,
    not_before DATETIME,
    fair_rank INTEGER NOT NULL DEFAULT 0,
    claim_key INTEGER NOT NULL DEFAULT 0,
    cancel_requested BOOLEAN NOT NULL DEFAULT FALSE,
    visibility VARCHAR NOT NULL DEFAULT 'public',
    error_code VARCHAR,
    error_message TEXT,
    idempotency_key VARCHAR,
    body_hash VARCHAR,
    UNIQUE (session_id, user_id, idempotency_key)
);
CREATE INDEX image_generation_queue ON image_generation (claim_key, created_at, id) WHERE status = 'queued';
CREATE INDEX image_generation_delayed ON image_generation (not_before) WHERE status = 'delayed';
CREATE INDEX image_generation_leased ON image_generation (lease_expires_at) WHERE status = 'processing';
CREATE INDEX image_generation_open ON image_generation (user_id, fair_rank)
    WHERE status IN ('queued', 'delayed', 'processing');
CREATE INDEX image_generation_user ON image_generation (user_id, created_at);

-- The queue's clock, in ticks; one round of fairness is 64 of them.
CREATE TABLE queue_clock (id INTEGER PRIMARY KEY CHECK (id = 1), ticks INTEGER NOT NULL);
INSERT INTO queue_clock (id, ticks) VALUES (1, 0);

CREATE TABLE generated_image (
    id VARCHAR PRIMARY KEY,
    session_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL,
    prompt TEXT NOT NULL,
    enhanced_prompt TEXT,
    image_url VARCHAR,
    thumbnail_url VARCHAR,
    provider VARCHAR NOT NULL,
    status VARCHAR NOT NULL DEFAULT 'pending',
    error_message TEXT,
    generation_time FLOAT,
    tags TEXT,
    is_favorite BOOLEAN NOT NULL DEFAULT FALSE,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    completed_at DATETIME,
    request_id VARCHAR REFERENCES image_generation (id) ON DELETE SET NULL,
    "index" INTEGER NOT NULL DEFAULT 0,
    seq INTEGER,
    type VARCHAR NOT NULL DEFAULT 'scene',
    negative_prompt TEXT,
    style VARCHAR,
    seed INTEGER,
    model VARCHAR,
    width INTEGER,
    height INTEGER,
    bytes INTEGER,
    sha256 VARCHAR,
    format VARCHAR,
    alt_text TEXT,
    parent_id VARCHAR,
    visibility VARCHAR NOT NULL DEFAULT 'public',
    cost FLOAT,
    UNIQUE (request_id, "index")
);
CREATE UNIQUE INDEX generated_image_gallery ON generated_image (session_id, seq, visibility) WHERE status = 'completed';

-- One person's star on one picture. `reacted` is what was last known of that person's reaction on Discord, so that a
-- star given or taken while the bot was away is told from one that a button has changed since.
CREATE TABLE favorite (
    image_id VARCHAR NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    user_id VARCHAR NOT NULL,
    starred BOOLEAN NOT NULL,
    reacted BOOLEAN NOT NULL DEFAULT FALSE,
    changed_at DATETIME NOT NULL,
    PRIMARY KEY (image_id, user_id)
);

-- The outbox: one row for each message that is owed to a channel.
CREATE TABLE delivery (
    id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL,
    request_id VARCHAR NOT NULL REFERENCES image_generation (id) ON DELETE CASCADE,
    channel_id VARCHAR NOT NULL,
    message_id VARCHAR,
    nonce VARCHAR NOT NULL,
    state VARCHAR NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    attempted_at DATETIME,
    not_before DATETIME,
    lease_token VARCHAR,
    lease_expires_at DATETIME,
    error_message TEXT,
    created_at DATETIME NOT NULL,
    UNIQUE (request_id, kind)
);
CREATE INDEX delivery_ready ON delivery (created_at) WHERE state = 'ready';

-- Which pictures hang on which message, so that a star on the message finds them.
CREATE TABLE posting (
    message_id VARCHAR NOT NULL,
    image_id VARCHAR NOT NULL REFERENCES generated_image (id) ON DELETE CASCADE,
    "index" INTEGER NOT NULL DEFAULT 0,
    channel_id VARCHAR NOT NULL,
    PRIMARY KEY (message_id, image_id)
);
CREATE INDEX posting_image ON posting (image_id);

-- What one opened gallery page shows; a button's id carries only this row's id.
CREATE TABLE gallery_view (
    id VARCHAR PRIMARY KEY,
    session_id VARCHAR NOT NULL,
    viewer VARCHAR NOT NULL,
    filter TEXT NOT NULL,
    shared BOOLEAN NOT NULL,
    created_at DATETIME NOT NULL
);

-- The usage ledger: a row is committed before each call of a provider, and closed after it.
CREATE TABLE attempt (
    id VARCHAR PRIMARY KEY,
    request_id VARCHAR NOT NULL REFERENCES image_generation (id) ON DELETE CASCADE,
    provider VARCHAR NOT NULL,
    started_at DATETIME NOT NULL,
    finished_at DATETIME,
    outcome VARCHAR NOT NULL DEFAULT 'open',
    error_message TEXT,
    cost FLOAT,
    job_id VARCHAR
);
CREATE INDEX attempt_request ON attempt (request_id);

-- Small facts that outlive a process, such as the command tree that Discord has been told.
CREATE TABLE fact (name VARCHAR PRIMARY KEY, value TEXT NOT NULL);
