"""The ledger: schema, store, search, decisions. All SQL of Sayso is in this room."""
