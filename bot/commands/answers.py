"""What people answer to a question in the terminal."""

_YES = frozenset({"y", "yes", "j", "ja"})


def agrees(answer: str) -> bool:
    """Tell whether an answer is yes, in English or German."""
    return answer.strip().lower() in _YES
