-- Sessions that a service has opened over HTTP: whoever has a token of that service may speak for their members, too.

-- `home_id` and `service` are the session and the user of the service's tokens, which come and go.
CREATE TABLE service_session (
    session_id VARCHAR PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    home_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    service VARCHAR NOT NULL
);
