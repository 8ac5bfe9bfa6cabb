"""The embedded artist: a procedural painter that needs no model, no key and no network.

`planning` makes a prompt a plan (pure data), a scene draws the plan on a `canvas` layer by layer with `props`, `people`
and `crowds`, `looks` give the finished picture its style. `paint` is the entry point, `process` runs it in children,
`provider` offers it to the bot. Painting needs numpy and Pillow alone; `planning` needs neither, so that a parent
process can plan.
"""
