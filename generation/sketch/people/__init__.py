"""People as meshes: heads, clothes, poses, gear."""
