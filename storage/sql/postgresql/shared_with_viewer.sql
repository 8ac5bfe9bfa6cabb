image.session_id = ANY (texts(:sessions))
AND (image.visibility = 'public' OR image.session_id = ANY (texts(:leading)))
