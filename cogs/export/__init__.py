"""`/image export` and `/image import`: what a table takes along, and what it brings back.

How files are made and read is `generation.export`.
"""
