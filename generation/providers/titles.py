"""What providers are called, by the names under which they are stored, whether they are set up here or not."""

TITLES = {
    "dalle": "DALL-E",
    "stability": "Stable Diffusion",
    "sketch": "Sketch artist",
    "comfyui": "ComfyUI",
    "sdapi": "Stable Diffusion web UI",
    "openai_compatible": "OpenAI-compatible server",
    "aihorde": "AI Horde",
    "midjourney": "Midjourney (unofficial proxy)",
    "gemini": "Gemini",
}
