"""What a request asks for, in the terms that remote providers share."""

#: Qualities for which more steps, or a dearer tool, are worth their price.
FINE_QUALITIES = frozenset({"hd", "high", "xhigh", "max"})
#: How far a reference is left behind, where the request does not say.
REFERENCE_STRENGTH = 0.6
