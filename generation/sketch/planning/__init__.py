"""From a description to a plan: pure data, standard library only; nothing is drawn here."""
