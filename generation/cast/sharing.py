"""Which sessions share a cast."""


async def sharing_sessions(session_id: str) -> tuple[str, ...]:
    """Return the sessions whose characters are known in one, itself first: so far nobody but itself."""
    return (session_id,)
