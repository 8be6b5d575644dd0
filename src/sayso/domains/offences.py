"""Whether a sentence tells of another matter than the one that the pack is about: a bribe, drugs, an earlier case.

Takes the words of a sentence; who was "previously convicted of fraud" or jailed for smuggling is no further in
this case.
"""

from __future__ import annotations

import re
from functools import cache

from sayso.domains import Domain


def other_offence(sentence: str, domain: Domain) -> bool:
    """Whether words of another offence, or of an earlier time, stand in it and none of the pack's own field."""
    return bool(_words(domain, "other_offences").search(sentence)) and not _words(domain, "field").search(sentence)


@cache
def _words(domain: Domain, name: str) -> re.Pattern[str]:
    words = sorted(domain.words.get(name, ()), key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})\b", re.IGNORECASE)
