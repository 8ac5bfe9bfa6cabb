-- Keys of providers that servers have brought themselves: each is called with them for that server's requests alone.
CREATE TABLE guild_key (
    -- Another key of the same server for the same provider has another id, and with it a breaker of its own.
    id text COLLATE "C" PRIMARY KEY,
    guild_id text COLLATE "C" NOT NULL,
    provider text COLLATE "C" NOT NULL,
    -- Encrypted with the operator's GUILD_KEYS_SECRET, which is never here.
    sealed text COLLATE "C" NOT NULL,
    set_by text COLLATE "C",
    set_at timestamptz NOT NULL,
    -- How its provider has last answered to it: 'works', 'refused', or 'untried'; and what there is to say of that.
    state text COLLATE "C" NOT NULL,
    reason text COLLATE "C",
    UNIQUE (guild_id, provider)
);
-- What a server may spend in a month by its own keys, in US dollars.
CREATE TABLE guild_budget (
    guild_id text COLLATE "C" PRIMARY KEY,
    monthly double precision NOT NULL
);
-- The server with whose own key a provider was called; NULL is the operator's.
ALTER TABLE attempt ADD COLUMN key_guild_id text COLLATE "C";
CREATE INDEX attempt_own_key ON attempt (key_guild_id, started_at) WHERE key_guild_id IS NOT NULL;
