"""Processes that paint: frames over their pipes, how they are started and ended, how much memory there is for them.

What they paint, and what a frame holds, is for those to say that start them.
"""
