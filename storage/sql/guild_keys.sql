-- Servers' own keys for providers, encrypted, and what a server may spend by them.

-- name: guild_keys
SELECT * FROM guild_key WHERE guild_id = :guild_id ORDER BY set_at, provider;

-- name: guild_keys_of_session
SELECT * FROM guild_key WHERE guild_id = (SELECT guild_id FROM session WHERE id = :session_id) ORDER BY set_at, provider;

-- name: all_guild_keys
SELECT * FROM guild_key ORDER BY guild_id, provider;

-- name: guilds_with_keys
SELECT guild_id FROM guild_key UNION SELECT guild_id FROM guild_budget ORDER BY guild_id;

-- name: set_guild_key!
INSERT INTO guild_key (id, guild_id, provider, sealed, set_by, set_at, state, reason)
VALUES (:id, :guild_id, :provider, :sealed, :set_by, :set_at, :state, :reason);

-- name: forget_key_states!
-- How the provider was doing with a server's keys, of one provider or of all, is nobody's to know when they are gone.
DELETE FROM provider_state WHERE provider IN (
    SELECT provider || '@' || id FROM guild_key
    WHERE guild_id = :guild_id AND (provider = :provider OR :provider = '')
);

-- name: forget_guild_keys!
DELETE FROM guild_key WHERE guild_id = :guild_id AND (provider = :provider OR :provider = '');

-- name: note_key_state!
UPDATE guild_key SET state = :state, reason = :reason
WHERE id = :id AND (state <> :state OR coalesce(reason, '') <> coalesce(:reason, ''));

-- name: reseal_guild_key!
UPDATE guild_key SET sealed = :sealed WHERE id = :id AND sealed = :former;

-- name: guild_budget$
SELECT monthly FROM guild_budget WHERE guild_id = :guild_id;

-- name: forget_guild_budget!
DELETE FROM guild_budget WHERE guild_id = :guild_id;

-- name: set_guild_budget!
INSERT INTO guild_budget (guild_id, monthly) VALUES (:guild_id, :monthly)
ON CONFLICT (guild_id) DO UPDATE SET monthly = excluded.monthly;
