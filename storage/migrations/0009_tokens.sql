-- What lets somebody in over HTTP: bearer tokens, the gallery page's cookies, one-time codes of links, invitations.

-- Of each only the SHA-256 of its text is kept; what is revoked or used up is deleted.
CREATE TABLE api_token (
    digest VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL,
    session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    user_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL
);
CREATE INDEX api_token_member ON api_token (session_id, user_id);
CREATE INDEX api_token_expiry ON api_token (expires_at);
