"""The `/sdapi/v1` protocol: Automatic1111's web UI, Forge, stable-diffusion.cpp's sd-server and others."""
