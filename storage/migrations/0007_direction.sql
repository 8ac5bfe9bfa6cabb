-- Direction: the roles and priorities that a GM gives, the pictures that are to be revealed, and what a day has cost.

-- What the GM has made of a member; `role` is what the member was last seen as.
ALTER TABLE session_member ADD COLUMN given_role VARCHAR;
ALTER TABLE session_member ADD COLUMN priority INTEGER NOT NULL DEFAULT 1;

-- The secret pictures of one request, to be shown to all: planned for `due_at`, done at `revealed_at`.
CREATE TABLE reveal (
    request_id VARCHAR PRIMARY KEY REFERENCES image_generation (id) ON DELETE CASCADE,
    due_at DATETIME NOT NULL,
    spoiler BOOLEAN NOT NULL,
    revealed_by VARCHAR NOT NULL,
    revealed_at DATETIME
);
CREATE INDEX reveal_planned ON reveal (due_at) WHERE revealed_at IS NULL;

CREATE INDEX attempt_started ON attempt (started_at);
