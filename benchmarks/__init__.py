"""Benchmarks: the limits that the project promises to hold, each runnable with `python -m benchmarks.NAME`."""
