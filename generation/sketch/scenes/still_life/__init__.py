"""Things that lie in a lit place of their own: what lies there, on what, in what light, and the cameras that see it."""
