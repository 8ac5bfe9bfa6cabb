"""The breeds of four-legged creatures, as data: their measures, coats, heads and marks."""

from dataclasses import dataclass

from generation.sketch.models.creatures.quadruped import Build


@dataclass(frozen=True, slots=True)
class Breed:
    """A kind of beast: its height at the withers in metres, its build, its head, its coats and its eyes."""

    height: float
    build: Build
    head: str
    coats: tuple[str, ...]
    eyes: tuple[str, ...]
    glow: float = 0.0
    snarls: bool = False
    hair: float = 0.03
    muzzle: float = 0.25  # how much lighter muzzle and belly are; negative is darker
    marks: str = ""
    gloss: float = 0.12


BREEDS: dict[str, Breed] = {
    "cat": Breed(
        0.30,
        Build(
            0.98, 0.215, 0.185, 0.21, 0.78, 0.82, (0.26, 0.85, 0.16, 0.13), 0.20, (1.05, 0.052, -0.55, 1.9),
            nod=0.05,
        ),
        "cat", ("#1c1a1e", "#c8742c", "#8a8680", "#6e5a44", "#e4e0d8"), ("#b8e040", "#f0c030", "#60d8a0"), 0.45,
        hair=0.022, marks="tabby",
    ),
    "dog": Breed(
        0.58, Build(1.0, 0.235, 0.175, 0.19, 0.76, 0.92, (0.32, 0.95, 0.15, 0.115), 0.145, (0.55, 0.045, 0.4, 0.8)),
        "dog", ("#8a5a30", "#2a2422", "#b08a58", "#d8d0c0"), ("#4a2a12",), muzzle=0.3, marks="patches",
    ),
    "wolf": Breed(
        0.82,
        Build(1.05, 0.25, 0.18, 0.20, 0.74, 0.95, (0.34, 0.55, 0.19, 0.15), 0.145, (0.62, 0.075, -0.95, 0.35)),
        "wolf", ("#74706c", "#5a5450", "#a8a29a"), ("#f0b830", "#d8d060"), 0.35, hair=0.075, muzzle=0.4,
        marks="saddle",
    ),
    "hellhound": Breed(
        1.0,
        Build(
            1.06, 0.27, 0.165, 0.20, 0.78, 1.05, (0.32, 0.45, 0.19, 0.15), 0.155, (0.7, 0.05, -0.3, 0.9),
            claws=0.055,
        ),
        "hound", ("#191316", "#2a1512"), ("#ff8020",), 1.0, snarls=True, hair=0.03, muzzle=-0.2, marks="embers",
    ),
    "barghest": Breed(
        1.05,
        Build(1.0, 0.30, 0.21, 0.22, 0.9, 1.35, (0.28, 0.35, 0.23, 0.19), 0.18, (0.5, 0.05, -0.7, 0.6), claws=0.06),
        "barghest", ("#18181d", "#22252c"), ("#a0ff50", "#ff3030"), 1.0, snarls=True, hair=0.035, muzzle=0.12,
        marks="quills",
    ),
    "horse": Breed(
        1.55,
        Build(
            1.02, 0.225, 0.20, 0.215, 0.78, 0.80, (0.52, 0.85, 0.21, 0.125), 0.098, (0.15, 0.05, -0.8, 0.0),
            hooves=True, nod=0.35,
        ),
        "horse", ("#5a3420", "#2c2220", "#8a5a34", "#b8b0a8"), ("#201410",), hair=0.0, muzzle=-0.45, marks="mane",
        gloss=0.45,
    ),
    "unicorn": Breed(
        1.55,
        Build(
            1.02, 0.22, 0.19, 0.21, 0.76, 0.76, (0.54, 0.90, 0.20, 0.12), 0.096, (0.15, 0.05, -0.8, 0.0),
            hooves=True, nod=0.3,
        ),
        "unicorn", ("#e6e6ee",), ("#3050a0",), hair=0.0, muzzle=-0.1, marks="mane", gloss=0.5,
    ),
    "bear": Breed(
        1.15,
        Build(
            0.98, 0.31, 0.29, 0.30, 0.92, 1.55, (0.26, 0.25, 0.25, 0.20), 0.165, (0.10, 0.06, -0.6, 0.0),
            claws=0.055, nod=0.1,
        ),
        "bear", ("#4a3020", "#2a2220", "#6a4a30"), ("#20140c",), hair=0.07, muzzle=0.3,
    ),
    "rat": Breed(
        0.125,
        Build(
            1.05, 0.26, 0.30, 0.33, 0.85, 0.62, (0.16, 0.15, 0.22, 0.19), 0.23, (1.5, 0.05, -0.35, 0.45), nod=0.1,
        ),
        "rat", ("#5c5450", "#3c3634", "#8a8078"), ("#0c0808",), muzzle=0.2, marks="bare tail", hair=0.05,
    ),
    "devil_rat": Breed(
        0.40,
        Build(
            1.1, 0.29, 0.29, 0.33, 0.88, 0.85, (0.18, 0.1, 0.25, 0.2), 0.24, (1.4, 0.055, -0.3, 0.6), claws=0.05,
            nod=0.05,
        ),
        "rat", ("#5a3c3a", "#4a3a3e"), ("#ff2818",), 1.0, snarls=True, hair=0.035, muzzle=0.12, marks="mange",
    ),
}  # fmt: skip

#: Builds of great cats, and of what chews the cud.
CAT = Build(1.04, 0.235, 0.185, 0.21, 0.78, 1.0, (0.30, 0.62, 0.19, 0.155), 0.175, (0.95, 0.035, -0.75, 1.1), nod=0.08)
CATTLE = Build(
    1.12, 0.27, 0.28, 0.28, 0.88, 0.85, (0.36, 0.42, 0.24, 0.17), 0.125, (0.62, 0.022, -1.35, 0.0), hooves=True, nod=0.3
)
SMALL = Build(
    0.98, 0.25, 0.26, 0.26, 0.9, 0.62, (0.28, 0.75, 0.19, 0.14), 0.125, (0.16, 0.045, -0.6, 0.0), hooves=True, nod=0.25
)

BREEDS |= {
    "lion": Breed(
        1.1, CAT, "lion", ("#b88848", "#a87838", "#c89a58"), ("#e0a020",), 0.2, hair=0.02, muzzle=0.3, marks="tuft"
    ),
    "tiger": Breed(1.05, CAT, "cat", ("#d0741c", "#c8802c"), ("#e8c030", "#b0d040"), 0.3, hair=0.022, muzzle=0.65,
                   marks="tiger"),
    "panther": Breed(0.85, CAT, "cat", ("#1a1a20",), ("#d8e040", "#f0b020"), 0.75, hair=0.015, muzzle=0.08, gloss=0.4),
    "fox": Breed(
        0.40,
        Build(1.02, 0.215, 0.165, 0.185, 0.74, 0.78, (0.30, 0.75, 0.16, 0.12), 0.165, (0.85, 0.11, -0.35, 0.15)),
        "fox", ("#c05c1c", "#b0501c"), ("#e0a020",), 0.3, hair=0.05, muzzle=0.75, marks="socks",
    ),
    "deer": Breed(
        1.15,
        Build(
            0.92, 0.21, 0.185, 0.20, 0.76, 0.62, (0.50, 0.98, 0.16, 0.10), 0.092, (0.14, 0.05, -0.6, 0.0), hooves=True,
            nod=0.25,
        ),
        "deer", ("#8a5a34", "#7a4e2e"), ("#180e08",), hair=0.015, muzzle=0.35, gloss=0.15,
    ),
    "cow": Breed(1.35, CATTLE, "cow", ("#e4e0d8",), ("#180e08",), hair=0.0, muzzle=-0.05, marks="cow", gloss=0.2),
    "pig": Breed(
        0.72,
        Build(1.08, 0.30, 0.31, 0.30, 0.95, 0.75, (0.18, 0.15, 0.26, 0.22), 0.185, (0.22, 0.03, 0.9, 3.4), hooves=True),
        "pig", ("#d8a094", "#c89088", "#8a7068"), ("#201410",), hair=0.0, muzzle=0.12, gloss=0.25,
    ),
    "sheep": Breed(0.72, SMALL, "sheep", ("#d8d2c4", "#c8c0b0"), ("#d0a020",), hair=0.0, muzzle=0.0, marks="wool"),
    "goat": Breed(0.78, SMALL, "goat", ("#c8c0b4", "#8a6a4a", "#3a3430"), ("#e0b030",), 0.2, hair=0.05, muzzle=0.2),
    "rabbit": Breed(
        0.20,
        Build(0.72, 0.27, 0.30, 0.37, 0.92, 0.85, (0.14, 0.75, 0.22, 0.19), 0.26, (0.10, 0.10, 0.7, 0.0), nod=0.05),
        "rabbit", ("#a08468", "#d8d4cc", "#6a5c50"), ("#180c08",), hair=0.04, muzzle=0.35,
    ),
}  # fmt: skip
