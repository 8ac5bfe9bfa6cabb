"""From a command or a button to a request."""
