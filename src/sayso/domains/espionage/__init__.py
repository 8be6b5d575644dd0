"""The espionage pack: data only; see docs/domain-pack.md."""
