"""From a description to a plan: pure data, standard library only."""
