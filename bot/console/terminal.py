"""What is written to: a terminal of some width, or a pipe that has none."""

import shutil

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.text import Text

#: In a pipe nothing is wrapped: whoever reads there, cuts lines himself.
PIPE_WIDTH = 10_000


class UnbrokenLine(Text):
    """A line that is not broken, whatever the width: a path is copied from it."""


class Terminal(Console):
    """A console that shows text as it is, and reports a closed pipe instead of ending the process."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, markup=False, emoji=False, highlight=False)
        if not self.is_terminal:
            self.width = PIPE_WIDTH
        elif self.is_dumb_terminal:
            # Rich does not ask such a one.
            self.width = shutil.get_terminal_size().columns

    def show(self, part: RenderableType) -> None:
        """Write a part of an answer; a word longer than a line, such as a path, is left to the terminal to break."""
        if self.is_terminal:
            self.print(part, soft_wrap=isinstance(part, Text) and self._must_not_break(part))
            return
        with self.capture() as captured:
            self.print(part)
        # What fills a table's cells is of no use to whoever reads from a pipe.
        self.file.write("\n".join(line.rstrip() for line in captured.get().split("\n")))
        self.file.flush()

    def _must_not_break(self, text: Text) -> bool:
        return isinstance(text, UnbrokenLine) or any(cell_len(word) > self.width for word in text.plain.split())

    def on_broken_pipe(self) -> None:
        """Let whoever writes hear of it."""
        raise  # noqa: PLE0704  # rich calls this where the error was caught
