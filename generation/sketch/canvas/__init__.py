"""Layers, light and colour: what a scene is drawn on."""
