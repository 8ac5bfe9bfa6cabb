"""Creatures and drones as meshes, in metres about the ground beneath them: how they are built, not where they stand."""
