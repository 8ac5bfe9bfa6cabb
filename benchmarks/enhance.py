"""Judges the fallback enhancer by the labelled prompts, and times it.

`uv run python -m benchmarks.enhance` prints, for the half that it was tuned on and the half that it was not, precision
and recall of type and context, how many of the player's words came through, how many unwanted ones stayed away, and
microseconds a text. What fails is listed for the tuning half alone: nobody is to learn the other one by heart.
"""

import json
import re
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from generation.prompts.rules.enhance import enhance
from generation.prompts.values import EnhancedPrompt, EnhancementInput, Limits
from generation.reading.image_type import detect_type

PROMPTS = Path(__file__).parent.parent / "tests" / "prompts"
TUNED, HELD_OUT = "tuning", "heldout"
TIMES = 20  # of each text, of which the median counts


@dataclass(frozen=True, slots=True)
class Labelled:
    """A prompt and what must become of it; `context` is None where the prompt does not say."""

    text: str
    type: str
    context: str | None
    keep: tuple[str, ...]
    never: tuple[str, ...]

    def lost(self, prompt: str) -> list[str]:
        """Return the words that did not come through."""
        return [word for word in self.keep if not count(word, prompt)]

    def unwanted(self, prompt: str) -> list[str]:
        """Return what was added against the label's word."""
        return [phrase for phrase in self.never if count(phrase, prompt) > count(phrase, self.text)]


@dataclass(slots=True)
class Score:
    """How often each label was given, was right to give, and was given rightly."""

    given: Counter[str] = field(default_factory=Counter)
    labelled: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def judge(self, label: str, given: str) -> None:
        """Count one."""
        self.given[given] += 1
        self.labelled[label] += 1
        self.right[label] += label == given

    @property
    def share(self) -> float:
        """Return the share that was right."""
        return self.right.total() / max(1, self.labelled.total())


def count(phrase: str, text: str) -> int:
    """Return how often a phrase stands in a text, in whole words; a hyphen or an apostrophe ends a word."""
    words = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", phrase))
    return len(re.findall(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE))


def labelled(half: str) -> list[Labelled]:
    """Return one half of the labelled prompts."""
    lines = (PROMPTS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Labelled(line["text"], line["type"], line["context"], tuple(line["keep"]), tuple(line["never"]))
        for line in map(json.loads, filter(None, lines))
    ]


def typed(half: str) -> list[tuple[str, str]]:
    """Return one half of the descriptions with their kind of picture alone."""
    lines = (PROMPTS / f"types_{half}.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, kind) for kind, _, text in (line.partition("\t") for line in lines)]


def share_of_types(half: str) -> float:
    """Return the share of these whose kind is found."""
    given = typed(half)
    return sum(detect_type(text) == kind for text, kind in given) / len(given)


def enhanced(text: str) -> EnhancedPrompt:
    """Return what a provider without a negative prompt would be sent."""
    return enhance(EnhancementInput(text, Limits("dalle")))


def microseconds(text: str) -> float:
    """Return the median time of an enhancement."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        enhanced(text)
        took.append((time.perf_counter() - began) * 1e6)
    return statistics.median(took)


def report(half: str) -> None:
    """Print one half's figures."""
    prompts = labelled(half)
    types, contexts, words, phrases, failures = Score(), Score(), [0, 0], [0, 0], list[str]()
    for prompt in prompts:
        made = enhanced(prompt.text)
        types.judge(prompt.type, made.type)
        if prompt.context is not None:
            contexts.judge(prompt.context, made.context)
        lost, unwanted = prompt.lost(made.prompt), prompt.unwanted(made.prompt)
        words = [words[0] + len(prompt.keep) - len(lost), words[1] + len(prompt.keep)]
        phrases = [phrases[0] + len(prompt.never) - len(unwanted), phrases[1] + len(prompt.never)]
        wrong = made.type != prompt.type or prompt.context not in {None, made.context}
        if wrong or lost or unwanted:
            given = f"{made.type}/{made.context} for {prompt.type}/{prompt.context}"
            failures.append(f"  {given}, lost {lost}, unwanted {unwanted}\n    {made.prompt}")
    print(f"\n{half}: {len(prompts)} prompts")
    for name, score in (("type", types), ("context", contexts)):
        print(f"  {name:<14}{score.share:>7.1%} right")
        for label in sorted(score.labelled):
            precision = score.right[label] / max(1, score.given[label])
            print(
                f"    {label:<12}{precision:>7.0%} precision{score.right[label] / score.labelled[label]:>7.0%} recall"
            )
    print(f"  {'kept words':<14}{words[0] / words[1]:>7.1%} of {words[1]}")
    print(f"  {'unwanted away':<14}{phrases[0] / phrases[1]:>7.1%} of {phrases[1]}")
    took = [microseconds(prompt.text) for prompt in prompts]
    print(f"  {'time':<14}{statistics.median(took):>7.0f} \u00b5s p50, {max(took):.0f} \u00b5s at most")
    print(f"  {'with a failure':<14}{len(failures):>7}")
    if half == TUNED:
        print("\n".join(failures))


def main() -> None:
    """Judge both halves."""
    for half in (TUNED, HELD_OUT):
        report(half)
    for half in ("tuned", "unseen"):
        print(f"types alone, {half}: {share_of_types(half):.1%} of {len(typed(half))}")


if __name__ == "__main__":
    main()
