"""The corruption pack: data only; see docs/domain-pack.md."""
