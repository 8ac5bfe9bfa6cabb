"""OpenAI's image models, and servers that speak the same."""
