-- How far a request is that another process paints: its last stage, share and preview. A row goes when its request ends.
CREATE TABLE progress (
    request_id VARCHAR PRIMARY KEY REFERENCES image_generation (id) ON DELETE CASCADE,
    tick INTEGER NOT NULL,
    stage VARCHAR NOT NULL,
    fraction REAL NOT NULL,
    preview BLOB
);
