"""`/campaign`: sessions that share a gallery, styles, lines and veils.

What is shared of which session with whom is decided in `generation/campaigns`; here it is only said.
"""
