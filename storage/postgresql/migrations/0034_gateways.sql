-- The gateways that run, each under the name that its process has locked.
CREATE TABLE gateway (
    owner text COLLATE "C" PRIMARY KEY,
    shard_count bigint NOT NULL,
    shard_ids text NOT NULL
);
-- Who may see a channel, and who leads there: asked by a process without the server's gateway, answered by that one.
-- A question is of no worth after a crash.
CREATE UNLOGGED TABLE member_question (
    id text COLLATE "C" PRIMARY KEY,
    guild_id text NOT NULL,
    channel_id text NOT NULL,
    user_id text NOT NULL,
    asked_at timestamptz NOT NULL,
    answer text
);
