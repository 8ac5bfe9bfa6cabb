"""Who is drawn, as a small figure or as a portrait: the subject, its body, its clothes, and how finely it is made."""

import math
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.field import rng_for
from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.models.mesh import Mesh
from generation.sketch.people.body import Body, body_of, bone
from generation.sketch.people.pose import Pose, pose_of
from generation.sketch.people.shapes import build_of, descent_of, height_of, is_woman, targets_of
from generation.sketch.people.stance import NOTHING, Contact
from generation.sketch.people.wardrobe import CLOTHS, LEGS, OVER, TRUNKS, Worn, dye, outfit_of
from generation.sketch.planning.subject import Subject

LAMPS = 0.92  # how much darker skin is drawn than by daylight: lamps and signs are bright
GRAPHIC = 200.0  # pixels: who has a smaller head is drawn with fewer and bolder strokes
USUAL_CLOTH = "#34363e"
UNLIKE = 0.11  # how far shares of red, green and blue of a cloth and of skin are apart that look unlike
BLUISH = "#2e3a50"
CLOSE = frozenset({"dress", "gown", "hoodie"})
OWN_LIGHTS = ("#ff3fa4", "#27d3ff", "#8dff4a", "#ffb02e", "#b56bff", "#ff5a3c")
SKINS = {
    "pale": "#d6b6a6", "light": "#c4967c", "tan": "#a67854", "brown": "#77503a", "dark": "#4c3226",
    "golden": "#c69a72", "green": "#5e7850", "grey": "#7c7c78", "blue": "#5a7a9a",
}  # fmt: skip
BY_DESCENT = {"caucasian": ("#d2aa94", "#b88a6c"), "asian": ("#cea484", "#aa7c58"), "african": ("#8a6248", "#543a2e")}
# The skin of metatypes, and how much of it there is.
OF_METATYPE: dict[str, tuple[str, float]] = {
    "ghoul": ("#8c8c80", 0.85), "zombie": ("#74805e", 0.80),
    "vampire": ("#d6cac6", 0.85), "skeleton": ("#d2c8ae", 1.0), "minotaur": ("#5a4030", 0.90),
    "sasquatch": ("#4a3a2c", 0.90), "wendigo": ("#9aa4b2", 0.95), "gnome": ("#b88a6c", 0.3), "dwarf": ("#a8745a", 0.25),
}  # fmt: skip


# Orks and trolls are born in many colours, none a human's: as like as each other.
HIDES: dict[str, tuple[tuple[str, ...], float]] = {
    "ork": (("#4e6638", "#5c7044", "#56644e", "#844c38"), 0.64),
    "troll": (("#5a5c58", "#6c5a46", "#4c5c68", "#5c6440"), 0.76),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who is drawn. `seed` stands for its own randomness; `detail` is 0 (far away), 1 or 2 (a portrait)."""

    subject: Subject
    woman: bool
    body: Body
    pose: Pose
    outfit: tuple[Worn, ...]
    skin: Colour
    accent: Colour
    second: Colour
    seed: int
    detail: int
    gaze: float = 0.0  # radians that the eyes are turned to the left of the body, of where the head looks
    head_pixels: float = math.inf  # how high the head is in the picture

    @property
    def metatype(self) -> str:
        """Return the subject's metatype."""
        return self.subject.metatype

    @property
    def tall(self) -> float:
        """Return how tall the person is, in metres."""
        return self.body.height

    @property
    def girth(self) -> float:
        """Return the height of a human who is as broad."""
        return self.tall * build_of(self.subject).broad * (0.92 if self.woman else 1.0)

    @property
    def cloth(self) -> Colour:
        """Return the colour of what is worn outermost."""
        over = [item for item in self.outfit if item.kind in OVER]
        return (over or list(self.outfit))[-1].tint

    def seen_at(self, scale: float) -> "Person":
        """Return the person as seen where a metre has so many pixels: the head is as high in the picture as it is."""
        return replace(self, head_pixels=scale * float(self.body.skull[1]))

    @property
    def sides(self) -> int:
        """Return how many sides a rod has."""
        return (6, 10, 26)[self.detail]

    def has(self, *features: str) -> bool:
        """Tell whether the person wears or has one of these."""
        return any(feature in self.subject.features for feature in features)

    def wears(self, *kinds: str) -> bool:
        """Tell whether the person wears one of these garments."""
        return any(item.kind in kinds for item in self.outfit)

    def rng(self, layer: str) -> np.random.Generator:
        """Return the randomness of one part, the same at every detail."""
        return rng_for(self.seed, layer)

    def on_bone(self, name: str, mesh: Mesh) -> Mesh:
        """Take a mesh, made about the body at rest, along with a bone."""
        index = bone(name)
        matrix, rest = self.pose.matrices[index], self.body.shape.heads[index]
        corners = (mesh.corners - rest) @ matrix.T + self.pose.places[index]
        return Mesh(corners, mesh.normals @ matrix.T, mesh.colours, mesh.stuff)

    def on_head(self, mesh: Mesh) -> Mesh:
        """Put a mesh in head heights where the head is."""
        skull = self.body.skull
        normals = mesh.normals / skull
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        stuff = mesh.stuff * np.array([1.0, 1.0, 1.0, skull[1]])
        return self.on_bone("head", Mesh(mesh.corners * skull + self.body.head, normals, mesh.colours, stuff))


def is_graphic(person: Person) -> bool:
    """Tell whether somebody is seen from so far that face and folds are drawn, not modelled."""
    return person.head_pixels < GRAPHIC


def make_person(  # noqa: PLR0913 - what the randomness is not to choose
    subject: Subject,
    rng: np.random.Generator,
    lights: tuple[Colour, Colour],
    *,
    stance: str = "",
    facing: float | None = None,
    look: float | None = None,
    cloth: Colour | None = None,
    detail: int = 1,
    contact: Contact = NOTHING,
) -> Person:
    """Make somebody of a subject; randomness chooses what it leaves open. `lights` are those of the signs about.

    A `cloth` that is given is worn instead of the role's.
    """
    seed = int(rng.integers(1 << 40))
    if subject.face:  # somebody who looks the same in every light and place
        seed, cloth, lights = subject.face, None, own_lights(subject.face)
    if "gold_tooth" in subject.features and not subject.expression:  # which is seen in an open mouth
        subject = replace(subject, expression="grin")
    woman = is_woman(subject, seed)
    build = build_of(subject)
    if woman:
        more = max(0.0, build.broad - 1)  # of an ork or a troll one sees that she is one
        build = replace(build, broad=0.89 + 0.5 * min(0.0, build.broad - 1) + 0.85 * more, neck=build.neck * 1.06)
    body = body_of(targets_of(subject, seed, woman=woman), build, height_of(subject, woman=woman), subject.metatype)
    pose = pose_of(subject, body, rng, stance, look, facing, contact)
    shade = 0.8 + 0.4 * float(rng.random() if not subject.face else rng_for(seed, "shade").random())
    usual = dim(colour(CLOTHS[subject.role]), shade) if subject.role in CLOTHS else None
    if cloth is not None:
        usual = mix(cloth, usual or dim(colour(USUAL_CLOTH), shade), 0.6 if sum(cloth) > 90 else 0.0)
    if subject.colour:
        usual = dye(subject.colour)
    outfit = outfit_of(subject, usual, rng_for(seed, "outfit"), woman=woman)
    skin = skin_of(subject, seed)
    outfit = tuple(apart_from(skin, worn, subject) for worn in outfit)
    return Person(subject, woman, body, pose, outfit, skin, *lights, seed, detail)


def own_lights(face: int) -> tuple[Colour, Colour]:
    """Return the colours of somebody's own lights, dyes and inks, in place of those of the signs about."""
    first, second = rng_for(face, "lights").choice(len(OWN_LIGHTS), 2, replace=False).tolist()
    return colour(OWN_LIGHTS[first]), colour(OWN_LIGHTS[second])


def apart_from(skin: Colour, worn: Worn, subject: Subject) -> Worn:
    """Dye what lies close to the body bluer where it has the skin's own hue, unless that colour was asked for."""
    asked = subject.colour or any(garment.kind == worn.kind and garment.colour for garment in subject.garments)
    near = sum(abs(cloth / max(1, sum(worn.tint)) - bare / max(1, sum(skin)))
               for cloth, bare in zip(worn.tint, skin, strict=True))  # fmt: skip
    if asked or near > UNLIKE or worn.kind not in LEGS | TRUNKS | CLOSE:
        return worn
    return replace(worn, tint=mix(worn.tint, colour(BLUISH), 0.75))


def skin_of(subject: Subject, seed: int) -> Colour:
    """Return the colour of somebody's skin: as asked, else as descent and metatype have it."""
    if subject.skin in SKINS:
        return dim(colour(SKINS[subject.skin]), LAMPS)
    tone = float(rng_for(seed, "skin").random())
    shares = descent_of(subject, seed)
    main = max(shares, key=lambda race: shares[race])
    light, dark = BY_DESCENT[main]
    usual = mix(colour(light), colour(dark), tone)
    if len(shares) > 1:
        usual = mix(usual, colour(BY_DESCENT["african"][0]), 0.5)
    other, amount = OF_METATYPE.get(subject.metatype, ("#000000", 0.0))
    if subject.metatype in HIDES:
        hides, amount = HIDES[subject.metatype]
        other = hides[int(rng_for(seed, "hide").integers(len(hides)))]
    return dim(mix(usual, dim(colour(other), 0.9 + 0.25 * tone), amount), LAMPS)
