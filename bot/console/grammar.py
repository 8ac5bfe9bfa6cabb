"""The commands and their options, as data that the parser, the help and the completion read."""

from dataclasses import dataclass
from enum import Enum

from generation.i18n import N_, _


class Kind(Enum):
    """The kind of value that an option takes."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command, typed as `--name VALUE` or `--name=VALUE`; its meaning is a text to translate."""

    name: str
    meaning: str
    kind: Kind = Kind.TEXT

    @property
    def usage(self) -> str:
        """Return the option as the help shows it."""
        return f"--{self.name}" if self.kind is Kind.FLAG else f"--{self.name} {self.name.upper()}"


@dataclass(frozen=True, slots=True)
class Syntax:
    """A command: its name, what follows the name, and its options; meaning and arguments are texts to translate."""

    name: str
    meaning: str
    arguments: str = ""
    #: How few and how many words may follow; None is free text, kept as it was typed.
    words: tuple[int, int] | None = (0, 0)
    options: tuple[Option, ...] = ()
    #: Other names of the same command, for whoever has those in their fingers.
    aliases: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """Return the command as the help shows it."""
        return " ".join(filter(None, (f"/{self.name}", _(self.arguments))))

    def option(self, name: str) -> Option | None:
        """Return an option of this command."""
        return next((option for option in self.options if option.name == name), None)


_CHARACTER = (
    Option("pronouns", N_("she/her and the like")),
    Option("metatype", N_("elf and the like")),
    Option("looks", N_("how the character looks")),
    Option("gear", N_("what the character carries")),
    Option("version", N_("the version that this is of; a new name makes a new one")),
    Option("picture", N_("a file that shows the face, for providers that take reference pictures")),
    Option("secret", N_("for the GM alone"), Kind.FLAG),
)

COMMANDS = (
    Syntax(
        "image generate",
        N_("paint a picture and show it"),
        N_("<description>"),
        None,
        (
            Option("type", N_("scene, character, location or item")),
            Option("style", N_("a style, see /image styles")),
            Option("provider", N_("the provider, see /image providers")),
            Option("size", N_("square, landscape, portrait, wide, tall, 16:9 or 1024x1024")),
            Option("quality", N_("standard or hd")),
            Option("seed", N_("the same seed paints the same picture"), Kind.NUMBER),
            Option("count", N_("how many at once, 1 to 8"), Kind.NUMBER),
            Option("priority", N_("1 to 3; 3 comes first"), Kind.NUMBER),
        ),
    ),
    Syntax(
        "image enhance",
        N_("show what would be sent to the provider; nothing is painted"),
        N_("<description>"),
        None,
        (
            Option("type", N_("scene, character, location or item")),
            Option("style", N_("a style, see /image styles")),
            Option("provider", N_("the provider that would paint")),
            Option("size", N_("as for /image generate")),
            Option("seed", N_("the same seed adds the same details"), Kind.NUMBER),
        ),
    ),
    Syntax(
        "image gallery",
        N_("show the session's pictures, newest first; /image show opens one"),
        options=(
            Option("favorites", N_("only those with a star"), Kind.FLAG),
            Option("limit", N_("how many at most (10 by default, 12 in a grid)"), Kind.NUMBER),
            Option("before", N_("only pictures older than the one with this number"), Kind.NUMBER),
            Option("sort", N_("newest, oldest or stars")),
            Option("at", N_("a day such as 2071-03-14: newest first until then, oldest first from then on")),
            Option("scope", N_("session, or campaign: those of all its sessions that you may see")),
        ),
    ),
    Syntax("image show", N_("show one picture"), N_("<number|id|last>"), (1, 1)),
    Syntax(
        "image favorite",
        N_("give a picture your star or take it back; on or off says which"),
        N_("<number|id|last> [on|off]"),
        (1, 2),
    ),
    Syntax(
        "image tag",
        N_("show a picture's tags, give it some or take some away; commas part them"),
        N_("<number|id|last> [list | add <tags> | remove <tags>]"),
        (1, 42),
    ),
    Syntax(
        "image export",
        N_("write the session's pictures into a folder"),
        N_("<folder>"),
        (1, 1),
        (
            Option("format", N_("zip, pdf, html, sheet, png, jpeg, webp or avif")),
            Option("favorites", N_("only those with a star"), Kind.FLAG),
            Option("tag", N_("only those with this tag")),
            Option("search", N_("only those with these words")),
            Option("scope", N_("session, or campaign: those of all its sessions that you may see")),
            Option("album", N_("an album in its order, with its captions; no filter counts")),
            Option("title", N_("what an album is called")),
        ),
    ),
    Syntax("image import", N_("bring an exported ZIP into the session"), N_("<file>"), (1, 1)),
    Syntax(
        "image edit",
        N_("make a new picture of one: by options here, by words through a provider"),
        N_("<number|id|last> [what is to be changed]"),
        None,
        (
            Option("crop", N_("cut to a ratio: 1:1, 4:3, 16:9 and so on")),
            Option("rotate", N_("clockwise: 90, 180 or 270"), Kind.NUMBER),
            Option("mirror", N_("swap left and right"), Kind.FLAG),
            Option("upside-down", N_("swap top and bottom"), Kind.FLAG),
            Option("brightness", N_("-100 to 100"), Kind.NUMBER),
            Option("contrast", N_("-100 to 100"), Kind.NUMBER),
            Option("saturation", N_("-100 to 100"), Kind.NUMBER),
            Option("temperature", N_("-100 to 100"), Kind.NUMBER),
            Option("filter", N_("noir, sepia, neon, cold_steel, smog, trid, nightvision or faded")),
            Option("caption", N_("words at its foot")),
            Option("frame", N_("line, white, polaroid, cinema or commlink")),
            Option("fields", N_("the part that the words are for: 1 (top left) to 9, with commas")),
            Option("erase", N_("erase the part"), Kind.FLAG),
            Option("replace", N_("what the words are to replace")),
            Option("extend", N_("paint beyond the edges, to a ratio")),
            Option("view", N_("meatspace, ar, matrix or astral")),
            Option("cut-out", N_("remove the background"), Kind.FLAG),
            Option("upscale", N_("make it larger"), Kind.FLAG),
            Option("provider", N_("the provider that changes it")),
        ),
    ),
    Syntax("image versions", N_("list what a picture comes of and what came of it"), N_("<number|id|last>"), (1, 1)),
    Syntax(
        "image compare",
        N_("paint one description in several styles or by several providers; or show two pictures side by side"),
        N_("<description> --styles A,B | <number|id|last> [number|id]"),
        None,
        (
            Option("styles", N_("the styles, with commas between them")),
            Option("providers", N_("the providers, with commas between them; at most eight pictures in all")),
            Option("type", N_("scene, character, location or item")),
            Option("size", N_("as for /image generate")),
            Option("quality", N_("standard or hd")),
            Option("seed", N_("the seed that all start with"), Kind.NUMBER),
            Option("sheet", N_("the file for the contact sheet")),
        ),
    ),
    Syntax("image providers", N_("list the providers")),
    Syntax("image styles", N_("list the styles")),
    Syntax("image queue", N_("list what is waiting and what is being painted")),
    Syntax("image cancel", N_("cancel a request"), N_("<request id>"), (1, 1)),
    Syntax("campaign info", N_("show which sessions of the campaign you may see")),
    Syntax("campaign create", N_("create a campaign with this session as its first"), N_("<name>"), (1, 1)),
    Syntax("campaign join", N_("bring this session into a campaign"), N_("<code>"), (1, 1)),
    Syntax("campaign leave", N_("take this session out of its campaign")),
    Syntax("album list", N_("list the albums")),
    Syntax("album show", N_("show what is in an album"), N_("<name>"), (1, 1)),
    Syntax(
        "album create",
        N_("make an album"),
        N_("<name>"),
        (1, 1),
        (Option("campaign", N_("of the whole campaign's pictures"), Kind.FLAG),),
    ),
    Syntax(
        "album add",
        N_("put a picture into an album"),
        N_("<name> <number|id|last>"),
        (2, 2),
        (Option("caption", N_("a line that stands below it")),),
    ),
    Syntax("album remove", N_("take a picture out of an album"), N_("<name> <number|id|last>"), (2, 2)),
    Syntax("album move", N_("give a picture another place in an album"), N_("<name> <number|id|last> <place>"), (3, 3)),
    Syntax("album rename", N_("call an album something else"), N_("<name> <new name>"), (2, 2)),
    Syntax(
        "album delete",
        N_("delete an album; its pictures stay in the gallery"),
        N_("<name>"),
        (1, 1),
        (Option("yes", N_("it is meant"), Kind.FLAG),),
    ),
    Syntax("recap show", N_("show what the next recap would say, and what is suggested for it")),
    Syntax(
        "recap suggest",
        N_("suggest a picture for the next recap; a GM's is taken at once"),
        N_("<number|id|last>"),
        (1, 1),
        (Option("caption", N_("what happened, in one line")),),
    ),
    Syntax(
        "recap approve",
        N_("take a suggestion into the next recap"),
        N_("<number in /recap show>"),
        (1, 1),
        (Option("caption", N_("what it is to say instead")),),
    ),
    Syntax("recap reject", N_("leave a suggestion out"), N_("<number in /recap show>"), (1, 1)),
    Syntax(
        "recap plan",
        N_("have the recap posted by itself: at each start of the session, weekly, or never"),
        N_("<start|weekly|never>"),
        (1, 1),
        (
            Option("day", N_("on which day of the week, such as friday")),
            Option("hour", N_("at which hour of that day, in UTC"), Kind.NUMBER),
        ),
    ),
    Syntax("recap post", N_("post the recap into the session's channel on Discord")),
    Syntax("character list", N_("list the cast")),
    Syntax(
        "character show", N_("show a character"), N_("<name>"), (1, 1), (Option("version", N_("one of its versions")),)
    ),
    Syntax(
        "character add",
        N_("add a character, whom descriptions name with an @; in quotes where the name has several words"),
        N_("<name>"),
        (1, 1),
        _CHARACTER,
    ),
    Syntax(
        "character edit",
        N_("change a character"),
        N_("<name>"),
        (1, 1),
        (
            *_CHARACTER,
            Option("rename", N_("what the character is called from now on")),
            Option("current", N_("the version that counts from now on")),
            Option("open", N_("for everybody, no longer secret"), Kind.FLAG),
        ),
    ),
    Syntax(
        "character remove",
        N_("remove a character; what was painted stays"),
        N_("<name>"),
        (1, 1),
        (Option("version", N_("only this version")),),
    ),
    Syntax("character export", N_("write the cast, or one character, into a JSON file"), N_("<file> [name]"), (1, 2)),
    Syntax("character import", N_("add the characters of such a file"), N_("<file>"), (1, 1)),
    Syntax("help", N_("list the commands")),
    Syntax("quit", N_("leave; exit and Ctrl-D do the same"), aliases=("exit",)),
)
BY_NAME = {name: command for command in COMMANDS for name in (command.name, *command.aliases)}
