"""One text layer → its attributions, parties, times and claims. Pure functions of text and domain pack."""
