"""A small fake Discord for end-to-end tests of the unmodified bot: REST v10, gateway and CDN on loopback.

`FakeDiscord` is the server and a test's hands, `BotProcess` the bot in a process of its own.

Not modelled: rate limits (inject a 429), threads, forums, pins, stickers, polls, voice, webhooks of one's own, role
hierarchy, several guilds on one shard. A route that is missing answers 501, and its call stands in `FakeDiscord.calls`.
"""

from .cdn import Attachment, Upload
from .interactions import Interaction
from .message import Message
from .permissions import Permission
from .process import BotProcess
from .rest import Call
from .server import FakeDiscord

__all__ = ["Attachment", "BotProcess", "Call", "FakeDiscord", "Interaction", "Message", "Permission", "Upload"]
