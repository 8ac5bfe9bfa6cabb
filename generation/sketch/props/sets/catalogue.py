"""All that can stand in a room, by name."""

from generation.sketch.props.sets.airfields import AIRFIELDS
from generation.sketch.props.sets.amusements import AMUSEMENTS
from generation.sketch.props.sets.backyards import BACKYARDS
from generation.sketch.props.sets.barriers import BARRIERS
from generation.sketch.props.sets.building import BUILDING
from generation.sketch.props.sets.counters import COUNTERS
from generation.sketch.props.sets.debris import DEBRIS
from generation.sketch.props.sets.decoration import DECORATION
from generation.sketch.props.sets.displays import DISPLAYS
from generation.sketch.props.sets.dwellings import DWELLINGS
from generation.sketch.props.sets.fairground import FAIRGROUND
from generation.sketch.props.sets.finish import Maker
from generation.sketch.props.sets.grounds import GROUNDS
from generation.sketch.props.sets.home_furniture import HOME_FURNITURE
from generation.sketch.props.sets.industry import INDUSTRY
from generation.sketch.props.sets.landmarks import LANDMARKS
from generation.sketch.props.sets.lights import LIGHTS
from generation.sketch.props.sets.machinery import MACHINERY
from generation.sketch.props.sets.nature import NATURE
from generation.sketch.props.sets.openings import OPENINGS
from generation.sketch.props.sets.parked import PARKED
from generation.sketch.props.sets.roadside import ROADSIDE
from generation.sketch.props.sets.rocks import ROCKS
from generation.sketch.props.sets.sacred import SACRED
from generation.sketch.props.sets.seating import SEATING
from generation.sketch.props.sets.shops import SHOPS
from generation.sketch.props.sets.storage import STORAGE
from generation.sketch.props.sets.strongholds import STRONGHOLDS
from generation.sketch.props.sets.structures import STRUCTURES
from generation.sketch.props.sets.tables import TABLES
from generation.sketch.props.sets.venues import VENUES
from generation.sketch.props.sets.vessels import VESSELS
from generation.sketch.props.sets.wilds import WILDS
from generation.sketch.props.sets.works import WORKS

FURNITURE: dict[str, Maker] = {
    **OPENINGS,
    **LANDMARKS,
    **AIRFIELDS,
    **SHOPS,
    **BARRIERS,
    **BACKYARDS,
    **ROCKS,
    **BUILDING,
    **WORKS,
    **PARKED,
    **DEBRIS,
    **VESSELS,
    **VENUES,
    **INDUSTRY,
    **ROADSIDE,
    **WILDS,
    **DWELLINGS,
    **FAIRGROUND,
    **DECORATION,
    **LIGHTS,
    **NATURE,
    **AMUSEMENTS,
    **HOME_FURNITURE,
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
