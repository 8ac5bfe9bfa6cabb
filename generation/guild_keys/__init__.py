"""A server's own keys: kept encrypted, and the providers that are called with them for that server's requests alone.

A key in clear is in the form that it was typed into, here while it is encrypted or its provider is made, and in that
provider. It is in no row, no sentence and no line of the log.
"""
