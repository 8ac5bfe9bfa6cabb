"""Finished pictures: pages, filters, stars, tags, reveals, signed addresses."""
