"""The named queries as PostgreSQL reads them: `:name` becomes `$n`, with the type that the name has everywhere."""

import functools
import re
from typing import Any, NamedTuple

from storage.named_queries import SQL, read_queries

#: What is no text.
_TYPES = {
    "timestamptz": "now since expires_at until not_before asked_until free_at due_at created_at trial_until rested"
    " before forget_at updated_at read_at asked_at set_at month",
    "bigint": "most place images origin number last first index pages seq seed width height bytes priority changes"
    " after waiting shard_count per_page part_bytes done total secrets weekday hour face stars"
    " of_user of_session of_all at_once",
    "integer[]": "lock_kinds lock_keys",
    "double precision": "seconds per_second capacity cost call_cost amount budget monthly usual generation_time"
    " fraction",
    "bytea": "preview",
    "boolean": "sees_secrets keeps_pictures starred reacted mature spoiler shared grid able at_start secret inserts",
}
_TYPE_OF = {name: type_ for type_, names in _TYPES.items() for name in names.split()}
_PARAMETER = re.compile(r"(?<![:\w]):([a-z]\w*)(::)?")
_COMMENT = re.compile(r"--[^\n]*")
#: What tells SQLite how to read a column that is worked out.
_READ_AS = re.compile(r" \[[A-Z]+\]\"")
#: Writes that no other process waits to hear of.
_QUIET = frozenset(
    {
        *("extend_lease", "touch_prompt", "join_session", "admit_call", "know_provider", "rewind_bucket"),
        *("put_progress", "forget_progress", "forget_member_question", "forget_member_questions"),
    }
)
#: What is found best in another way by each word, so that no plan is kept.
_PLANNED_ANEW = frozenset({"older_matches", "newer_matches"})
#: What a statement that begins like one that reads writes all the same.
_WRITES = re.compile(r"AS \(\s*(INSERT|UPDATE|DELETE) |\bgin_clean_pending_list\b")
#: What may change a gallery's pages: triggers on these tables count it.
_SHOWN_ON_PAGES = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) (generated_image|session_member)\b")
#: What changes pictures that are on no page, or brings one, which is counted without asking.
_NOT_YET_SHOWN, _BRINGS_PICTURE = frozenset({"begin_image", "fail_image", "claim_and_begin"}), "complete_with_one"


class Query(NamedTuple):
    """A statement, the names of its parameters in order, and what it may bring about."""

    sql: str
    parameters: tuple[str, ...]
    reads: bool
    quiet: bool
    shown_on_pages: bool
    brings_picture: bool
    planned_anew: bool

    def arguments(self, values: dict[str, Any]) -> list[Any]:
        """Return the values in the order of the parameters."""
        return [values[name] for name in self.parameters]


@functools.cache
def load_queries() -> dict[str, Query]:
    """Return every named query: of the shared files, or of those that take their place."""
    statements = read_queries(SQL, instead=SQL / "postgresql")
    return {name: translate(name, sql) for name, sql in statements.items()}


def translate(name: str, sql: str) -> Query:
    """Return a query with numbered parameters."""
    parameters: list[str] = []

    def number(match: re.Match[str]) -> str:
        parameter, typed = match.groups()
        if parameter not in parameters:
            parameters.append(parameter)
        type_ = _TYPE_OF.get(parameter, "text")
        return f"${parameters.index(parameter) + 1}::" + ("" if typed else type_)

    text = _PARAMETER.sub(number, _READ_AS.sub('"', _COMMENT.sub("", sql))).strip()
    reads = text.startswith(("SELECT", "WITH")) and not _WRITES.search(text)
    return Query(
        text,
        tuple(parameters),
        reads,
        name in _QUIET,
        name not in {*_NOT_YET_SHOWN, _BRINGS_PICTURE} and bool(_SHOWN_ON_PAGES.search(text)),
        name == _BRINGS_PICTURE,
        name in _PLANNED_ANEW,
    )
