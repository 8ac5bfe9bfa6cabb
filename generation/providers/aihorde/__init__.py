"""The AI Horde."""
