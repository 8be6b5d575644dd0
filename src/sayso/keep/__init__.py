"""The ledger: one SQLite file with reports, readings, decisions, and all that is derived from them.

`Ledger.open(path)` gives the read API of `show` and `export` (`sayso.keep.reading`), the write API of the pipeline
(`sayso.keep.writing`), and `Ledger.decide`, by which people decide (`sayso.keep.deciding`). All SQL is in this room.
"""

from sayso.keep.ledger import Ledger
from sayso.keep.records import CaseFilter, CaseSummary, Counts, DecisionView, Hit, Unknown
from sayso.keep.store import LedgerError

__all__ = ["CaseFilter", "CaseSummary", "Counts", "DecisionView", "Hit", "Ledger", "LedgerError", "Unknown"]
