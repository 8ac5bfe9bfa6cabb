"""The same scene as others perceive it: bodily, with augmented reality, in the Matrix, in astral space."""

from dataclasses import dataclass

from generation.i18n import N_

MEATSPACE = "meatspace"


@dataclass(frozen=True, slots=True)
class View:
    """A way to perceive a scene: its name, what an image model is told, and what an alt text says of it."""

    title: str
    instruction: str
    seen: str


VIEWS: dict[str, View] = {
    MEATSPACE: View(
        N_("Meatspace"),
        "Show this very scene as the naked eye sees it, with no overlays, icons or glows that are not really there. "
        "Keep the composition, the camera, the people, their faces, poses and clothes, and where everything stands.",
        N_("Seen with the naked eye."),
    ),
    "ar": View(
        N_("Augmented reality"),
        "Show this very scene with its augmented reality switched on: translucent arrows, floating name tags, adverts, "
        "status icons and outlines hang in the air over people and things, lit cyan and magenta. Keep the composition, "
        "the camera, the people, their faces, poses and clothes, and where everything stands.",
        N_("Seen with augmented reality over it."),
    ),
    "matrix": View(
        N_("Matrix"),
        "Show this very scene as its host in the Matrix: the same layout as luminous wireframe and polygons on an "
        "endless grid under a black sky, and each person as a persona icon of light in the same place, pose and shape, "
        "so that everybody is still recognised.",
        N_("Seen in the Matrix."),
    ),
    "astral": View(
        N_("Astral space"),
        "Show this very scene as astral perception sees it: what is not alive is grey, dim and translucent, and living "
        "beings glow in the colours of their auras with light drifting off them. Keep the composition, the camera, and "
        "each person's place, pose, shape and face.",
        N_("Seen by astral perception."),
    ),
}
