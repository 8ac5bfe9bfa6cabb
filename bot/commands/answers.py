"""What people are asked in the terminal, and what they answer."""

import getpass
import sys
from typing import Protocol

from generation.i18n import _

_YES = frozenset({"y", "yes", "j", "ja"})


class Ask(Protocol):
    """Asks for a line; a secret one is not shown while it is typed."""

    def __call__(self, prompt: str, *, secret: bool = False) -> str:
        """Return what was typed."""


def ask_person(prompt: str, *, secret: bool = False) -> str:
    """Ask whoever sits there; where nobody does, take the next line of stdin, which is empty at its end."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return getpass.getpass(prompt) if secret else input(prompt)


def agrees(ask: Ask, question: str, *, usually: bool = False) -> bool:
    """Ask a question and tell whether the answer is yes, in English or German; Enter answers what is usual."""
    answer = ask(f"{question} {_('[Y/n]') if usually else _('[y/N]')} ").strip().lower()
    return answer in _YES if answer else usually
