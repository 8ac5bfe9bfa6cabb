"""What is added comes from what a description speaks of, fits it, and differs from seed to seed."""

import pytest

from generation.prompts.rules.enhance import enhance
from generation.prompts.rules.glosses import Gloss, with_gloss
from generation.prompts.values import EnhancementInput, Limits
from generation.reading.words import words_of
from tests.enhancement.inputs import enhanced, prompt_of

SEEDS = range(60)
#: What spoils each of these, in any seed.
UNFIT = {
    "high fantasy castle, no technology": "neon towers cyberpunk urban Seattle skyscrapers signage chrome",
    "a summer afternoon in the park": "rain slicked fog drizzle storm neon night",
    "a logo for our gang": "photograph studio product catalogue neon rain",
    "the Space Needle at sunrise": "product photograph",
    "a market at noon": "sodium neon night rain fog lamps",
    "pixel art of a samurai": "4k photograph sharp resolution film grain",
    "an oil painting of a ballroom": "4k photograph resolution film",
    "35mm film photo of a diner": "4k resolution render",
    "an interrogation in a police cell": "intimate cosy joy",
    "a birthday party in the safehouse": "menace tense melancholy decay sorrow",
    "a funeral in the rain": "joy playful laughter festive",
    "a cup of tea on a windowsill": "cyberpunk menace machining neon",
    "a child's drawing of a dragon": "bokeh focus beam photograph 4k",
    "map of the sewers": "neon mood photograph menace leather",
    "a hellhound guarding the gate": "fabric expression portrait",
    "a chess set carved from bone": "machining cyberpunk",
    "a train ticket, tea stain on it": "steam crockery comfort",
    "kids on a swing, golden hour": "rain slicked fog drizzle storm",
    "a gull over an oil rig": "neon towers Seattle signage skyscrapers",
    "a tea garden in kyoto": "neon towers Seattle signage skyscrapers",
    "ein Stahlwerk bei Duisburg": "torchlight legendary hills",
    "ein mittelalterlicher Marktplatz": "neon towers Seattle signage cyberpunk",
    "a hospital ward, no lights": "lamps lamplight screen glow strip",
    "dance battle in the park": "smoke braced debris",
    "ein Aufkleber der Motorradgang": "bodywork grime automotive",
    "graveyard at night": "bowed heads hands",
    "a seal plays in the waves at sunset": "neon Seattle towers",
    "a plush shark holding a knife": "steel nicks grip",
    "a pizza box full of nuyen": "glistening fresh crumbs",
    "a snow globe of downtown": "neon doorways shop",
    "a farm in the snow": "neon towers Seattle signage skyscrapers",
    "eine Berghütte im Winter": "neon towers Seattle signage skyscrapers",
    "a bakery at noon": "sky overhead dusty grass",
    "an ambush in the woods": "quiet majesty stillness solitude",
    "a geisha, ukiyo-e": "neon depth focus fabric blurred",
    "ein Orkbaby in der Wanne": "muscular tusks",
    "an ork baby asleep": "muscular tusks",
    "orks ohne Hauer": "tusks",
    "ein Schuh auf dem Grab": "bowed heads",
    "a safe behind a painting": "brushwork canvas strokes glazes",
    "two orks argue over a map": "labels grid line symbols",
    "a chrome horse": "fur muzzle whiskers",
    "a hotel room after the gunfight": "muzzle casings gunfire strobing",
    "a dragon skeleton in a museum": "eyes wings jaw",
    "a raven on a gravestone": "chair handkerchief",
    "crystals in a glass": "faces",
    "a quiet lake in watercolour": "4k photograph neon cinematic",
}


@pytest.mark.parametrize(("text", "unfit"), UNFIT.items())
def test_nothing_is_added_that_does_not_fit(text: str, unfit: str) -> None:
    for seed in SEEDS:
        added = ", ".join(enhanced(text, seed=seed).added)
        assert not set(words_of(unfit)) & set(words_of(added)), (seed, added)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a gunfight in the street", "muzzle casings splinters bullet plaster smoke gunfire"),
        ("a street by candlelight", "candlelight candle"),
        ("the katana of my grandfather", "blade steel grip nicks edge wrapping cloth katana"),
        ("a wedding on the roof", "ribbons petals veil ring guests"),
        ("an icon of a drone", "shapes space outlines palette"),
        ("ein Verhör im Keller", "table mirror chair glass file"),
        ("a dwarf rigger asleep in the back of a van", "dome dashboard lamps"),
        ("two gangers play cards on a crate under a neon sign", "neon hand coins glasses notepad tabletop"),
        ("eine alte Zwergin am Lagerfeuer im Wald", "firelight flames fire"),
    ],
)
def test_what_is_added_comes_from_what_is_spoken_of(text: str, told: str) -> None:
    for seed in SEEDS:
        assert set(told.split()) & set(words_of(", ".join(enhanced(text, seed=seed).added))), seed


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("scene", "two runners meet a fixer in a bar"),
        ("scene", "a tense standoff"),
        ("character", "an ork decker"),
        ("character", "Ms. Johnson"),
        ("location", "an abandoned factory"),
        ("location", "a forest"),
        ("item", "a katana"),
        ("item", "a motorcycle"),
    ],
)
def test_seeds_make_hundreds_of_texts(kind: str, text: str) -> None:
    texts = {enhance(EnhancementInput(text, Limits("dalle"), kind, seed=seed)).prompt for seed in range(2000)}
    assert len(texts) >= 500


@pytest.mark.parametrize("text", [*UNFIT, "an ork decker in a bar", "a dwarf asleep in a van, tools everywhere"])
def test_two_phrases_at_most_stand_beside_a_description(text: str) -> None:
    for seed in SEEDS:
        made = enhanced(text, seed=seed)
        assert len(made.added) - made.prompt.count("(") - made.prompt.count("; ") <= 2
        assert not {"4k", "detailed", "cinematic"} & set(words_of(", ".join(made.added)))


@pytest.mark.parametrize("text", ["loneliness", "Hoffnung nach einer langen Nacht", "xyzzy"])
def test_nothing_is_added_where_nothing_is_known(text: str) -> None:
    assert not [added for seed in SEEDS for added in enhanced(text, seed=seed).added]


def test_a_light_falls_on_what_is_named() -> None:
    assert "spilling over the crate" in prompt_of("two gangers meet at a crate under a neon sign")


def test_what_is_asked_for_is_not_in_the_negative_prompt() -> None:
    negatives = Limits("stability", 10_000, negative=True)
    assert "buildings" in enhanced("a forest", negatives).negative
    assert "buildings" not in enhanced("a monastery in the himalaya", negatives).negative
    assert "buildings" not in enhanced("a ghost town in the desert", negatives).negative


def test_a_gloss_stands_at_its_noun_and_once() -> None:
    tusks = "muscular build, lower tusks and pointed ears"
    assert prompt_of("an ork ganger meets an ork").startswith(f"an ork ganger ({tusks}; ")
    assert prompt_of("an ork ganger meets an ork").count(tusks) == 1
    assert f"two orks ({tusks}) at a bar" in prompt_of("two orks at a bar")
    assert prompt_of("an ork in a bar", seed=3).index(tusks) < prompt_of("an ork in a bar", seed=3).index("bar,")


def test_a_gloss_whose_noun_is_not_there_changes_nothing() -> None:
    assert with_gloss("a forklift", Gloss("fork", "with tines")) == "a forklift"
    assert with_gloss("a fork, a fork", Gloss("fork", "with tines")) == "a fork (with tines), a fork"
