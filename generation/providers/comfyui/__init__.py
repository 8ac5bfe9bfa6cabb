"""A ComfyUI server."""
