image.session_id IN (SELECT session.value FROM json_each(:sessions) AS session)
AND (image.visibility = 'public' OR image.session_id IN (SELECT led.value FROM json_each(:leading) AS led))
