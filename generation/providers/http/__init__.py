"""What remote providers share: one client, jobs, addresses, media types."""
