"""What holds for every description, whatever its words."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generation.prompts.rules.clip_tokens import MARKS, most_tokens
from generation.prompts.rules.enhance import enhance
from generation.prompts.text import TYPES
from generation.prompts.values import EnhancementInput, Limits
from generation.reading.kept_terms import kept_terms
from generation.reading.negation import refusals
from generation.reading.words import words_of
from generation.styles.catalogue import all_styles

checked = settings(
    max_examples=50, deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)

PEOPLE = [
    "an ork decker",
    "two trolls",
    "a mage",
    "our fixer",
    "A dwarf rigger",
    "the team",
    "an elf in a red coat",
]
PLACES = [
    "in an alley", "in a bar", "in the forest", "in a matrix host", "in astral space", "on a rooftop", "underwater",
    "at the docks", "in a space station", "in the Redmond Barrens", "in a boardroom", "on a mountain", "in Tokyo",
]  # fmt: skip
TIMES = ["at noon", "at midnight", "at dawn", "at sunset", "in broad daylight", "by moonlight", ""]
WEATHERS = ["in the rain", "in heavy snow", "in thick fog", "under a clear sky", "in sunshine", "in an ash storm", ""]
LOOKS = [
    "watercolor",
    "photo",
    "ink drawing",
    "close-up",
    "aerial view",
    "4k",
    "serene",
    "gritty",
    "black and white",
    "",
]
REFUSED = ["no neon", "without rain", "not at night", "no people", "free of cars", "ohne Regen", "no magic", ""]
THINGS = ["A street scene", "a katana", "a red van", "docks", "An alley", "Alley scene", "a cyberdeck on a table"]

#: What a description says, and words that must not be put beside it.
CONTRADICTIONS = {
    ("noon", "daylight", "sunshine"): {"night", "midnight", "moonlight", "neon"},
    ("midnight", "moonlight"): {"daylight", "sunlight", "noon", "sunny"},
    ("dawn",): {"night", "dusk", "sunset", "noon"},
    ("sunset",): {"dawn", "noon", "midnight", "sunrise"},
    ("snow",): {"rain", "drizzle", "dry"},
    ("rain",): {"snow", "dry", "sunshine"},
    ("clear", "sunshine"): {"rain", "fog", "drizzle", "storm", "clouds"},
    ("bar", "boardroom"): {"rain", "drizzle", "fog", "snow", "towers", "storm"},
    ("forest", "mountain"): {"neon", "urban", "towers", "Seattle", "cyberpunk"},
    ("matrix",): {"rain", "drizzle", "fog", "street", "Seattle", "storm"},
    ("astral",): {"neon", "rain", "fog", "Seattle", "towers"},
    ("underwater",): {"rain", "fog", "neon", "street"},
    ("watercolor",): {"photo", "photograph", "cinematic", "film"},
    ("aerial",): {"eye", "establishing"},
    ("close",): {"wide", "aerial"},
    ("serene",): {"gritty", "decay", "tense", "menace"},
    ("Tokyo",): {"Seattle"},
}
REFUSALS = {
    "no neon": {"neon"},
    "without rain": {"rain", "drizzle", "wet"},
    "ohne Regen": {"rain", "drizzle", "wet"},
    "not at night": {"night", "midnight", "moonlight", "neon"},
    "no people": {"people", "crowd", "figures"},
    "free of cars": {"cars", "traffic"},
    "no magic": {"magic", "mana", "glyphs", "sigils", "spell"},
}

subjects = st.one_of(st.sampled_from(THINGS), st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PLACES)).map(" ".join))
descriptions = st.tuples(
    subjects, st.sampled_from(TIMES), st.sampled_from(WEATHERS), st.sampled_from(LOOKS), st.sampled_from(REFUSED)
).map(lambda parts: ", ".join(filter(None, (" ".join(filter(None, parts[:2])), *parts[2:]))))
texts = st.one_of(descriptions, st.text(max_size=300), st.lists(descriptions, max_size=4).map(". ".join))
limits = st.one_of(
    st.sampled_from([Limits("dalle"), Limits("stability", 10_000, negative=True)]),
    st.builds(
        Limits,
        st.just("local"),
        st.integers(1, 400),
        st.one_of(st.none(), st.integers(3, 90)),
        st.booleans(),
    ),
)
styles = st.one_of(st.none(), st.sampled_from(list(all_styles().values())))
inputs = st.builds(
    EnhancementInput,
    texts,
    limits,
    type=st.one_of(st.none(), st.sampled_from(TYPES)),
    style=styles,
    locked=styles,
    seed=st.integers(0, 2**32 - 2),
    setting=st.sampled_from(["Seattle", "Berlin", "Osaka", ""]),
    premise=st.sampled_from(["", "the comet has passed", "Year 2078, everything is for sale."]),
)


def within(limits: Limits, text: str) -> bool:
    tokens_fit = limits.clip_tokens is None or most_tokens(text) + MARKS <= max(limits.clip_tokens, MARKS)
    return len(text) <= limits.longest and tokens_fit


def in_order(wanted: list[str], text: str) -> bool:
    words = iter(words_of(text))
    return all(word in words for word in wanted)


@checked
@given(inputs)
def test_any_text_is_enhanced_within_the_limits(given: EnhancementInput) -> None:
    made = enhance(given)
    assert within(given.limits, made.prompt)
    assert within(given.limits, made.negative)
    assert made.type in TYPES
    assert len(made.alt_text) <= 200
    assert "\n" not in made.alt_text


@checked
@given(inputs)
def test_the_players_words_survive_in_order(given: EnhancementInput) -> None:
    whole = replace(given, limits=replace(given.limits, longest=10_000, clip_tokens=None))
    words = [word for term in kept_terms(whole.text) for word in words_of(term)]
    assert set(words) <= set(words_of(enhance(whole).prompt))
    if len(set(words_of(whole.text))) == len(words_of(whole.text)):
        assert in_order(words, enhance(whole).prompt)


@checked
@given(inputs)
def test_an_enhanced_text_is_enhanced_no_further(given: EnhancementInput) -> None:
    assume(words_of(given.text))
    # Where a refusal was taken out, and no room is left to show that the text was enhanced, nothing tells.
    assume((given.limits.longest >= 400 and not given.limits.clip_tokens) or not refusals(given.text))
    once = enhance(given)
    twice = enhance(replace(given, text=once.prompt, type=given.type or once.type))
    assert twice.prompt == once.prompt


@checked
@given(descriptions, st.integers(0, 1000), styles)
def test_nothing_added_contradicts_the_player(text: str, seed: int, style: object) -> None:
    given = EnhancementInput(text, Limits("dalle"), seed=seed, style=style)  # type: ignore[arg-type]  # a style or None
    added = set(words_of(", ".join(enhance(given).added)))
    told = set(words_of(text))
    for said, clashing in CONTRADICTIONS.items():
        if told & {word.lower() for word in said} and not any(no in text for no in REFUSED if no):
            assert not {word.lower() for word in clashing} & added, said
    for refusal, clashing in REFUSALS.items():
        if refusal in text:
            assert not clashing & added, refusal


@checked
@given(descriptions, st.integers(0, 1000))
def test_nothing_is_added_twice(text: str, seed: int) -> None:
    added = enhance(EnhancementInput(text, Limits("dalle"), seed=seed)).added
    assert len(added) == len({phrase.lower() for phrase in added})


@checked
@given(inputs)
def test_the_same_input_is_answered_the_same(given: EnhancementInput) -> None:
    assert enhance(given) == enhance(given)
