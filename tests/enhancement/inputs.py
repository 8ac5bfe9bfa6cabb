"""Inputs as the tests of the enhancer make them."""

from generation.prompts.rules.enhance import enhance
from generation.prompts.values import EnhancedPrompt, EnhancementInput, Limits
from generation.styles.catalogue import Style, all_styles

#: A provider that reads sentences, one with a negative prompt, and one with CLIP's 77 tokens.
PLAIN = Limits("dalle")
NEGATIVE = Limits("stability", 10_000, negative=True)
CLIP = Limits("sdapi", 4_000, clip_tokens=77, negative=True)


def enhanced(text: str, limits: Limits = PLAIN, **more: object) -> EnhancedPrompt:
    """Enhance a text."""
    return enhance(EnhancementInput(text, limits, **more))  # type: ignore[arg-type]  # each test names fields of an input


def prompt_of(text: str, limits: Limits = PLAIN, **more: object) -> str:
    """Return what a text becomes."""
    return enhanced(text, limits, **more).prompt


def style(name: str) -> Style:
    """Return a style by its id."""
    return all_styles()[name]
