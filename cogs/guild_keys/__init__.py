"""`/admin key`: a server's own keys for providers, for who may manage the server; no message holds a part of one."""
