"""From a claimed row to stored images: worker, attempts, fallback, retries, results."""
