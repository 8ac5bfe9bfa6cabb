"""Pieces of an ensemble by name: furniture, fixtures, "item bottle", "vehicle car", in metres about their ground."""

from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.fixtures import FIXTURE_MAKERS
from generation.sketch.models.furniture import FURNITURE_MAKERS
from generation.sketch.models.joinery import Stuff
from generation.sketch.models.mesh import Mesh
from generation.sketch.models.staged_things import STAGED_MAKERS
from generation.sketch.models.table_tops import item
from generation.sketch.models.vehicles import VEHICLE_MAKERS
from generation.sketch.models.workplaces import WORKPLACE_MAKERS
from generation.sketch.planning.things import ITEMS, STANDING

MAKERS = FURNITURE_MAKERS | WORKPLACE_MAKERS | FIXTURE_MAKERS | STAGED_MAKERS


def made(kind: str, material: Stuff) -> Mesh:
    """Make a piece: an "item case" is the thing in its own size, a "vehicle car" one that faces x."""
    sort, _, name = kind.partition(" ")
    if sort == "item":
        return item(name, ITEMS[name].size, material, flat=name not in STANDING).named(name)
    if sort == "vehicle":
        mesh = VEHICLE_MAKERS[name](Look("stand", None, material.light, material.light), material.rng)
        spots = mesh.corners.reshape(-1, 3)
        low, high = spots.min(axis=0), spots.max(axis=0)
        x, _, z = ((low + high) / 2).tolist()
        return mesh.moved((-x, -float(low[1]), -z)).named(name)
    return MAKERS[kind](material)
