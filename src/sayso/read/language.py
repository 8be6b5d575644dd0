"""Text → the language it is written in, where that is plain."""

from __future__ import annotations

import re
from collections import Counter

from sayso.read.words import words

SAMPLE = 5_000
FEWEST = 12  # words needed to judge by
SHARE = 0.18  # of the words that are small words of the language
LEAD = 1.4  # times as many as the next language has
SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]", 0.1),  # before Chinese, whose characters Japanese shares
    ("ko", r"[\uac00-\ud7af]", 0.3),
    ("zh", r"[\u4e00-\u9fff]", 0.3),
    ("el", r"[\u0370-\u03ff]", 0.5),
    ("he", r"[\u0590-\u05ff]", 0.5),
    ("th", r"[\u0e00-\u0e7f]", 0.5),
)
# Scripts of several languages: with the letters that only one of them has, the first that fits.
SHARED = (
    (r"[\u0400-\u04ff]", (("uk", r"[іїєґ]"), ("ru", r"[ыэё]"))),
    (r"[\u0600-\u06ff]", (("ur", r"[ٹڈڑںے]"), ("fa", r"[پچژگ]"), ("ar", r"[ةىأإ]"))),
)


def detect(text: str) -> str | None:
    """The ISO 639-1 code, None where the text is short, mixed, or in a language that is not told apart."""
    sample = text[:SAMPLE].lower()
    letters = len(re.findall(r"[^\W\d_]", sample))
    if not letters:
        return None
    for code, script, share in SCRIPTS:
        if len(re.findall(script, sample)) > share * letters:
            return code
    for script, languages in SHARED:
        if len(re.findall(script, sample)) > 0.5 * letters:
            return next((code for code, own in languages if len(re.findall(own, sample)) > 0.01 * letters), None)
    return _latin(re.findall(r"[^\W\d_]+", sample))


def _latin(found: list[str]) -> str | None:
    """By the share of small words."""
    counts = Counter(found)
    if len(found) < FEWEST:
        return None
    scores = {code: sum(counts[word] for word in small) for code, small in words().small_words.items()}
    (best, most), (_, next_most), *_ = sorted(scores.items(), key=lambda item: -item[1])
    return best if most >= SHARE * len(found) and most >= LEAD * next_most else None
