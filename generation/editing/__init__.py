"""Changes of a picture that is there: its pixels, here; words and regions, by a provider; another view.

What is to be done is plain data (`pixel_edits`, `region`, `changes`, `views`), and `editing` the front ends' service.
No Discord, no HTTP and no SQL here; how a provider is told is the provider's.
"""
