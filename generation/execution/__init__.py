"""From a claimed row to stored pictures: worker, attempts, fallback, retries, results."""
