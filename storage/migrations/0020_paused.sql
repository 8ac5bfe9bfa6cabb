-- A rate limit is no outage: when its time is over everybody may call again, and a call that ends meanwhile does not lift it.
ALTER TABLE provider_state ADD COLUMN paused BOOLEAN NOT NULL DEFAULT 0;
