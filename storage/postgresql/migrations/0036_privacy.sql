-- Persons who want gone for good what is kept of them: work that outlives the process. A row goes when it is done.
CREATE TABLE deletion (
    user_id text COLLATE "C" PRIMARY KEY,
    -- Whether their pictures stay with the tables, as nobody's.
    keeps_pictures boolean NOT NULL,
    -- What was asked for later is not meant.
    asked_at timestamptz NOT NULL
);
