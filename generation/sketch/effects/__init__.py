"""Weather, beams, steam and wisps of light."""
