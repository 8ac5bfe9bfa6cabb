"""Making an export's files of pictures that lie in a folder: archive, albums, contact sheets, single pictures.

It runs in a process of its own, without database, event loop or network.
"""
