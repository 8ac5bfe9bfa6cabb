"""Taking pictures along and bringing them back: what is chosen, jobs and their files, the reading of what is imported.

How the files are made is `making`, in a process of its own; who may do it is asked of `sessions`.
"""
