-- What is in doubt is held for the GM unless the table says otherwise; tables from before that keep what they have.
UPDATE session SET settings = json_set(settings, '$.approval', 'open')
WHERE json_valid(settings) AND json_extract(settings, '$.approval') IS NULL;
