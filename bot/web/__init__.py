"""The HTTP API, and the gallery page that it serves. `docs/api.md` is the contract.

Lives here: routes, what bodies and answers look like, who is let in, what is bounded. May not live here: rules of the
domain (`generation`), SQL (`storage`). Imported only where it runs: FastAPI takes half a second.
"""
