"""The tables that are copied, in an order in which every row finds those that it points to.

What follows from these rows is not copied, as triggers make it anew: the gallery's bits and counts, the words for
search, the number of changes. Nor is how painting goes on, which gateways run and what they are asked: no bot runs
meanwhile.
"""

from typing import NamedTuple

#: The fact that stands in a database while a copy into it is not finished: where it is copied from.
UNFINISHED = "unfinished copy"


class Table(NamedTuple):
    """A table, the columns that its rows are told apart by, and the condition that a row of it is copied under."""

    name: str
    key: tuple[str, ...]
    condition: str = "TRUE"


TABLES = (
    Table("session", ("id",)),
    Table("session_member", ("session_id", "user_id")),
    Table("session_style", ("session_id", "id")),
    Table("campaign", ("id",)),
    Table("campaign_session", ("session_id",)),
    Table("cast_character", ("id",)),
    Table("service_session", ("session_id",)),
    Table("api_token", ("digest",)),
    Table("image_generation", ("id",)),
    Table("queue_clock", ("id",)),
    Table("attempt", ("id",)),
    Table("reveal", ("request_id",)),
    Table("generated_image", ("id",)),
    Table("favorite", ("image_id", "user_id")),
    Table("imported_image", ("session_id", "origin")),
    Table("export", ("id",)),
    Table("album", ("id",)),
    Table("album_picture", ("album_id", "image_id")),
    Table("recap_plan", ("session_id",)),
    Table("recap_suggestion", ("id",)),
    Table("recap", ("id",)),
    Table("recap_picture", ("recap_id", "image_id")),
    Table("report", ("id",)),
    Table("delivery", ("id",)),
    Table("posting", ("message_id", "image_id")),
    # After what its triggers count as changes of a message.
    Table("posted_message", ("message_id",)),
    Table("gallery_view", ("id",)),
    Table("draft", ("id",)),
    Table("prompt_cache", ("key",)),
    Table("deletion", ("user_id",)),
    Table("provider_state", ("provider",)),
    Table("guild_key", ("id",)),
    Table("guild_budget", ("guild_id",)),
    Table("fact", ("name",), f"name <> '{UNFINISHED}'"),
)
#: What nobody has written anything into whose bot has never been used.
USED = ("session", "image_generation", "generated_image")
