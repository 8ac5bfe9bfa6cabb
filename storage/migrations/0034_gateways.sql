-- The gateways that run, each under the name that its process has locked.
CREATE TABLE gateway (
    owner VARCHAR PRIMARY KEY,
    shard_count INTEGER NOT NULL,
    shard_ids VARCHAR NOT NULL
);
-- Who may see a channel, and who leads there: asked by a process without the server's gateway, answered by that one.
CREATE TABLE member_question (
    id VARCHAR PRIMARY KEY,
    guild_id VARCHAR NOT NULL,
    channel_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL,
    asked_at DATETIME NOT NULL,
    answer TEXT
);
