"""Benchmarks: each prints its figures beside a baseline or a target, and runs with `uv run python -m benchmarks.NAME`.

- start: seconds until the bot is ready, and idle memory
- queue: enqueue, claim and complete against bare statements
- overhead: milliseconds from submit to the stored image beyond the provider's own time
- concurrency: fifty images at once: memory, and how long the event loop is held up
- trace_request: files, calls, rows and JSON that one image costs our own code
- acknowledge: how fast an interaction is acknowledged, idle and while sketches are rendered
- interactions: 200 interactions of all kinds at 20 a second, then a kill and a restart
- gallery: pages, filters and searches of the database at two sizes of a gallery
- gallery_buttons: from the press of a gallery's button to its edit at two sizes
- web: a page of the gallery over HTTP at two sizes, and 500 of them a second
- sketch: seconds, memory and contact sheets of the sketch provider
- enhance: precision, recall and time of the enhancement by rules

What makes files of the repository: style_previews (the style picker's images), screens (`docs/screens.md`).
What benchmarks share: image_server (an OpenAI-shaped server), session_script (what players do in `interactions`),
press_buttons (presses every button of a channel), message_scenes (brings about every kind of message for `screens`),
discord_html (a message as HTML in Discord's look).
"""
