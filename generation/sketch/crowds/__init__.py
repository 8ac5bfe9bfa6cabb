"""Groups of people in a scene: who stands where, stalls and holograms; how one looks belongs to `people`."""
