coalesce(json_extract(:costs, '$."' || json_extract(request.style_preferences, '$.provider') || '"'), :usual)
