"""Prints the id of the case with most reports of `sayso show --json`, the first of equals, for `make demo`.

    sayso show --json | python examples/largest_case.py

Takes the list of cases on standard input. Exits 1 with a message if there is none.
"""

from __future__ import annotations

import json
import sys

if __name__ == "__main__":
    cases = json.loads(sys.stdin.read() or "[]")  # `show` that failed has said why and printed nothing
    if not cases:
        sys.exit("There are no cases in this ledger: did the build read any reports?")
    print(max(cases, key=lambda case: case["reports"])["id"])
