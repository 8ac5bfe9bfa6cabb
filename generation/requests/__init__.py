"""From what somebody asks for to a row in the queue, or a refusal."""
