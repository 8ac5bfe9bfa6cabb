"""What scenes are built of."""
