coalesce(attempt.cost, iif(attempt.outcome IN ('open', 'lost', 'abandoned', 'timed_out'), json_extract(:costs, '$."' || attempt.provider || '"'), 0))
