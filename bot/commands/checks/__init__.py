"""What `doctor` looks at, one thing a file: each check returns what it found, in the language of the terminal.

May not live here: anything that changes what it looks at, and any value of a setting that may be a secret.
"""
