"""What scenes are built of: walls, furniture, vehicles, trees; no people and no lit meshes."""
