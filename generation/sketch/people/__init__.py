"""People as meshes: bodies and heads of MakeHuman's base mesh, posed by its bones, clothes grown from them, hair, gear.

`body.npz` holds MakeHuman's data, which are CC0 1.0; `benchmarks.body_data` wrote it. What is known of who is drawn as
words and numbers stands in `shapes`, `stances` and `wardrobe`; no scene, place or light belongs here.
"""
