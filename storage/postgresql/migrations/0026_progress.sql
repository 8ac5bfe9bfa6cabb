-- How far a request is that another process paints: its last stage, share and preview. A row goes when its request ends.
-- It is of no worth after a crash.
CREATE UNLOGGED TABLE progress (
    request_id text COLLATE "C" PRIMARY KEY,
    tick bigint NOT NULL,
    stage text NOT NULL,
    fraction double precision NOT NULL,
    preview bytea
);
