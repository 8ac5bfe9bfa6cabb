"""`/privacy`: what is kept of oneself, all of it as a file, and all of it gone.

What is whose across sessions is decided in `generation/privacy`; here it is only said.
"""
