"""Reports and claims of a case → origins, relays, stages, slots and allegations."""
