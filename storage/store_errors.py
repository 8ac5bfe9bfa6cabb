"""What an S3 store's refusal says, in one line, and what is to be done where this machine's clock is the cause."""

import re
from datetime import datetime, timedelta

#: When the request was signed, and when the store had it.
_OUR_TIME = re.compile(r"<RequestTime>(\d{8}T\d{6}Z)</RequestTime>")
_STORE_TIME = re.compile(r"<ServerTime>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)</ServerTime>")


def first_line(error: BaseException) -> str:
    """Return the line that says it; behind it obstore writes out how its error is built.

    Of a signature that is refused for its time it says by how much this machine's clock is off.
    """
    return clock_off(error) or str(error).partition("\n")[0][:500]


def clock_off(error: BaseException) -> str:
    """Return what to do where a store refuses a signature because this machine's clock is off; empty for others."""
    text = str(error)
    if "RequestTimeTooSkewed" not in text:
        return ""
    ours, theirs = _OUR_TIME.search(text), _STORE_TIME.search(text)
    if ours is None or theirs is None:
        return "this machine's clock is too far from the store's; set it, as by NTP"
    ahead = datetime.fromisoformat(ours[1]) - datetime.fromisoformat(theirs[1])
    way = "ahead of" if ahead > timedelta() else "behind"
    minutes = round(abs(ahead) / timedelta(minutes=1))
    return f"this machine's clock is {minutes} minutes {way} the store's; set it, as by NTP"
