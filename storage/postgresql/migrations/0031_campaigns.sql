-- Campaigns: sessions that share a gallery, styles, lines, veils and a cast. A session is in one at a time.
CREATE TABLE campaign (
    id text COLLATE "C" PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    join_code text COLLATE "C" NOT NULL UNIQUE,
    created_by text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE campaign_session (
    session_id text COLLATE "C" PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    campaign_id text COLLATE "C" NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
    joined_by text COLLATE "C" NOT NULL,
    joined_at timestamptz NOT NULL
);
CREATE INDEX campaign_session_campaign ON campaign_session (campaign_id, joined_at);

ALTER TABLE gallery_view ADD COLUMN scope text COLLATE "C" NOT NULL DEFAULT 'session';
