-- Prompt craft and moderation: enhanced texts that are remembered, drafts, a table's own styles, and what waits for the
-- GM's word.

-- Whether channel and server are both marked as age-restricted, as last seen.
ALTER TABLE session ADD COLUMN mature BOOLEAN NOT NULL DEFAULT FALSE;

-- The GM who let a request pass without (further) review, and why one is held for a review.
ALTER TABLE image_generation ADD COLUMN approved_by VARCHAR;
ALTER TABLE image_generation ADD COLUMN held_reason TEXT;
CREATE INDEX image_generation_held ON image_generation (session_id, created_at) WHERE status = 'held';

-- Styles that a session's GM has added; `base` is the shipped style whose colours and preset they take.
CREATE TABLE session_style (
    session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    positive TEXT NOT NULL,
    negative TEXT NOT NULL,
    base VARCHAR NOT NULL,
    created_by VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (session_id, id)
);

-- What a language model has made of descriptions, by a hash of all that shaped it. Texts of secret pictures pass here as
-- well: a row holds neither session nor user, and nobody can ask for one without knowing the description.
CREATE TABLE prompt_cache (
    key VARCHAR PRIMARY KEY,
    answer TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    used_at DATETIME NOT NULL
);

-- What somebody is about to ask for and looks at before it is sent.
CREATE TABLE draft (
    id VARCHAR PRIMARY KEY,
    session_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL,
    body TEXT NOT NULL,
    created_at DATETIME NOT NULL
);
