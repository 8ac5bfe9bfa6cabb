"""Every creature by name."""

from collections.abc import Callable

import numpy as np

from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.creatures.beasts import BEASTS
from generation.sketch.models.creatures.birds import FLYERS
from generation.sketch.models.creatures.dragons import DRAGONS
from generation.sketch.models.creatures.fish import SWIMMERS
from generation.sketch.models.creatures.insects import CRAWLERS
from generation.sketch.models.creatures.machines import DRONES
from generation.sketch.models.creatures.oddities import ODDITIES
from generation.sketch.models.creatures.sea_beasts import SEA_BEASTS
from generation.sketch.models.creatures.serpents import SERPENTS
from generation.sketch.models.creatures.small_fry import SMALL_FRY
from generation.sketch.models.creatures.spirits import SPIRITS
from generation.sketch.models.creatures.wraiths import WRAITHS
from generation.sketch.models.mesh import Mesh

CREATURE_MAKERS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    **BEASTS,
    **FLYERS,
    **DRAGONS,
    **SERPENTS,
    **CRAWLERS,
    **SWIMMERS,
    **SPIRITS,
    **DRONES,
    **SMALL_FRY,
    **ODDITIES,
    **SEA_BEASTS,
    **WRAITHS,
}
