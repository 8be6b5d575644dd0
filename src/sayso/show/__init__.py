"""The ledger for people: terminal and web application."""
