"""Floor plans as flat drawings."""
