coalesce(attempt.cost, iif(@may_be_charged, json_extract(:costs, '$."' || attempt.provider || '"'), 0))
