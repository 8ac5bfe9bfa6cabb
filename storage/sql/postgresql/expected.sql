coalesce((:expected_costs::jsonb ->> json_extract(request.style_preferences, '$.provider'))::double precision, :usual)
