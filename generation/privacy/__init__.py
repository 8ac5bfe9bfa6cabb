"""What is kept of a person: to be told, to be taken along, to be deleted for good; and for how long pictures are kept.

Lives here: what goes across all sessions at once. What one session's people may see and do is decided elsewhere.
"""
