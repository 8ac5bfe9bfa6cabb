"""The cast: a campaign's characters, and how a picture's description names them. Nothing here asks a provider."""
