"""Google's Gemini image models, over their own API."""
