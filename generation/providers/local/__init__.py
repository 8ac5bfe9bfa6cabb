"""Text-to-image models that run on this machine, by OpenVINO GenAI (the optional extra `local`).

`models.toml` lists what can be added, `manifest` reads it; `download` fetches a model's files, and `installed` tells of
those that are there; `classes` knows what each class of model can do. `renderer` is the program that paints, in a
process of its own, `process` starts, watches and ends it, and `provider` is what the bot asks. Nothing but `download`
uses the network.
"""
