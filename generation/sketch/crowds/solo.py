"""Who does something alone with a thing before, under or behind them: a ladder, a window, a stall, a desk. Data."""

from dataclasses import dataclass, replace

from generation.sketch.crowds.ensemble import Actor, Ensemble, Grip, Piece
from generation.sketch.models.mesh import Vector
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS


@dataclass(frozen=True, slots=True)
class Solo:
    """Where somebody is about the pieces, turned how far, in what stance, on what; the head's least height."""

    pieces: tuple[Piece, ...]
    at: Vector = (0.0, 0.0, 0.0)
    facing: float = 0.0
    stance: str = "stand"
    seat: float | None = None
    level: float = 0.0
    grips: tuple[Grip | None, Grip | None] = (None, None)
    half: float = 1.0
    pitch: float = 0.12


#: By the deed, then by the pose.
SOLOS: dict[str, Solo] = {
    "repair": Solo((Piece("workbench"),), (0.0, 0.0, -0.62), level=1.5, pitch=0.16),
    "cook": Solo((Piece("stove"),), (0.28, 0.0, -0.58), level=1.5, pitch=0.16),
    "chop": Solo((Piece("bare_workbench"), Piece("item food", (0.08, 0.905, -0.05))), (0.0, 0.0, -0.62), level=1.5,
                 pitch=0.16),
    "sell": Solo((Piece("stall"),), (0.0, 0.0, -0.66), level=1.5, pitch=0.16),
    "count": Solo((Piece("round_table"), Piece("chair", (0.0, 0.0, -0.62)), Piece("item money", (0.0, 0.765, 0.1))),
                  (0.0, 0.0, -0.62), stance="sit", seat=0.46, half=0.85, pitch=0.2),
    "table_side": Solo((Piece("round_table"), Piece("chair", (0.0, 0.0, -0.66)), Piece("item cup", (0.28, 0.765, 0.1))),
                       (0.0, 0.0, -0.66), stance="sit", seat=0.46, half=0.85, pitch=0.2),
    "slide": Solo((Piece("round_table"), Piece("chair", (0.0, 0.0, -0.60))),
                  (0.0, 0.0, -0.60), stance="reach", seat=0.46, half=0.85, pitch=0.2),
    "type": Solo((Piece("office_chair", (-0.48, 0.0, 0.0), 0.85), Piece("desk", (0.18, 0.0, 0.42), 0.85)),
                 (-0.48, 0.0, 0.0), 0.85, "type", 0.48, pitch=0.14),
    "look_out": Solo((Piece("window"),), (0.12, 0.0, 0.30), 2.72, "watch"),
    "paint": Solo((Piece("easel", (0.42, 0.0, 0.35), 0.85),), (-0.35, 0.0, 0.0), 0.85, half=0.9),
    "bound": Solo((Piece("chair", (0.0, 0.0, 0.02), 0.35), Piece("bonds", turn=0.35), Piece("hung_lamp")),
                  facing=0.35, stance="bound", seat=0.46, half=0.6),
    "climb": Solo((Piece("ladder"),), (0.0, 0.55, 0.22), 2.75, "climb", half=0.6),
    "lean": Solo((Piece("post", (0.0, 0.0, -0.44)),), facing=0.35, stance="lean", half=0.6),
    "slump": Solo((Piece("round_table"), Piece("chair", (0.0, 0.0, -0.66)), Piece("item cup", (0.42, 0.765, 0.10))),
                  (0.0, 0.0, -0.66), 0.0, "slump", 0.46, half=0.85, pitch=0.2,
                  grips=(Grip(off=(0.24, 0.80, 0.46)), Grip(off=(-0.20, 0.80, 0.42)))),
    "play_piano": Solo((Piece("item piano", (0.50, 0.0, 0.0), -1.2), Piece("chair", (-0.42, 0.0, 0.0), 1.2)),
                       (-0.42, 0.0, 0.0), 1.2, "sit", 0.46, half=1.2, pitch=0.16),
    "play_drums": Solo((Piece("item drums", (0.0, 0.0, 0.30)), Piece("chair", (0.0, 0.0, -0.35))),
                       (0.0, 0.0, -0.35), 0.1, "sit", 0.46, half=0.9, pitch=0.16),
    "beat_drum": Solo((Piece("hand_drum", (0.0, 0.0, 0.34)), Piece("log", turn=0.15, scale=0.72)), facing=0.15,
                      stance="sit", seat=0.34, pitch=0.14),
    "open_safe": Solo((Piece("item safe", (0.62, 0.0, 0.0), -0.75, 1.2),), (-0.25, 0.0, 0.05), 1.1, "kneel",
                      grips=(Grip(off=(0.36, 0.50, 0.22)), None), half=0.9),
    "write": Solo((Piece("round_table"), Piece("chair", (0.0, 0.0, -0.60)), Piece("item note", (-0.06, 0.765, 0.06))),
                  (0.0, 0.0, -0.60), stance="sit", seat=0.46, half=0.85, pitch=0.2),
    "cover": Solo((Piece("crate", (0.16, 0.0, 0.32), 0.25, 1.30),), (-0.10, 0.0, -0.28), 0.75, "crouch",
                   level=1.02, half=0.8),
    "throw": Solo((Piece("fireball", (1.15, 1.52, 0.55)),), facing=1.0, stance="throw"),
}  # fmt: skip


def alone(subject: Subject, pose: str) -> Ensemble | None:
    """Return somebody with what belongs to the deed or the pose; None where nothing does."""
    known = next((name for name in (subject.place, subject.deed, pose) if name in SOLOS), "")
    known = "beat_drum" if known == "play_drums" and subject.role == "shaman" else known
    known = "slump" if known == "table_side" and subject.deed == "doze" else known
    solo = SOLOS.get(known)
    if solo is None:
        return None
    shown, pieces = replace(subject, pose="", deed="" if known == "slump" else subject.deed), solo.pieces
    thing = next((item for item in subject.holds if item in ITEMS), "case" if known == "slide" else "")
    if known == "slide":  # what is held lies on the table
        shown = replace(shown, deed="", holds=())
        pieces = (*pieces, Piece(f"item {thing}", (-0.02, 0.765, 0.06), 0.5))
    if known == "slump":  # and so does what is in the hands of who falls asleep
        shown = replace(shown, holds=())
        pieces = (*pieces, Piece(f"item {thing}", (-0.44, 0.765, 0.02), 0.3)) if thing else pieces
    if known == "throw" and thing and subject.role not in {"mage", "shaman"}:  # it is in the air already
        shown = replace(shown, holds=())
        pieces = (Piece(f"item {thing}", solo.pieces[0].at),)
    if subject.at == "on cyberdeck":
        pieces = (*pieces, Piece("item cyberdeck", (-0.05, 0.765, 0.02)))
    actor = Actor(shown, solo.at, solo.facing, solo.stance, solo.seat, solo.grips, shows=subject, level=solo.level)
    return Ensemble((actor,), pieces, solo.half, pitch=solo.pitch)
