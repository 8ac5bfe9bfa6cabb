"""All that can stand in a room, by name."""

from generation.sketch.props.interiors.amusements import AMUSEMENTS
from generation.sketch.props.interiors.building import BUILDING
from generation.sketch.props.interiors.counters import COUNTERS
from generation.sketch.props.interiors.decoration import DECORATION
from generation.sketch.props.interiors.displays import DISPLAYS
from generation.sketch.props.interiors.finish import Maker
from generation.sketch.props.interiors.grounds import GROUNDS
from generation.sketch.props.interiors.household import HOUSEHOLD
from generation.sketch.props.interiors.lights import LIGHTS
from generation.sketch.props.interiors.machinery import MACHINERY
from generation.sketch.props.interiors.nature import NATURE
from generation.sketch.props.interiors.openings import OPENINGS
from generation.sketch.props.interiors.sacred import SACRED
from generation.sketch.props.interiors.seating import SEATING
from generation.sketch.props.interiors.storage import STORAGE
from generation.sketch.props.interiors.strongholds import STRONGHOLDS
from generation.sketch.props.interiors.structures import STRUCTURES
from generation.sketch.props.interiors.tables import TABLES
from generation.sketch.props.interiors.works import WORKS

FURNITURE: dict[str, Maker] = {
    **OPENINGS,
    **BUILDING,
    **WORKS,
    **DECORATION,
    **LIGHTS,
    **NATURE,
    **AMUSEMENTS,
    **HOUSEHOLD,
    **MACHINERY,
    **SACRED,
    **COUNTERS,
    **TABLES,
    **SEATING,
    **STORAGE,
    **GROUNDS,
    **STRONGHOLDS,
    **STRUCTURES,
    **DISPLAYS,
}
