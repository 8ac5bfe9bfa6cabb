"""`/album` and `/image recap`: what a table selects of its pictures, in an order and with words of its own.

Who may do what, and who sees which picture, is decided in `generation/campaigns`.
"""
