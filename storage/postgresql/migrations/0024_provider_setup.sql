-- How the provider was set up when its rest or its probe was noted, as a short fingerprint: another key or address, and
-- both are of no more use.
ALTER TABLE provider_state ADD COLUMN set_up_as text COLLATE "C";
