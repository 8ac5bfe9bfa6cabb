coalesce(json_extract(:expected_costs, '$."' || json_extract(request.style_preferences, '$.provider') || '"'), :usual)
