attempt.outcome IN ('open', 'lost', 'abandoned', 'timed_out', 'unreadable')
