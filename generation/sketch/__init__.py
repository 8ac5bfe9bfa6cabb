"""The embedded artist: a procedural painter that needs no model, no key and no network.

A prompt becomes a `plan` (pure data), a scene draws the plan on a `stage` layer by layer, `light` and `ground` relight
what was drawn, `post` finishes the picture. `paint` is the way in. Only numpy and Pillow may be imported here, and
nothing of the project outside this package; `plan` and what it imports need neither, so that a parent process can plan.
"""
