"""What remote providers share: one client, jobs, probes, addresses, media types, terms of a request."""
