"""The ledger for other programs: the exchange format and tables."""
