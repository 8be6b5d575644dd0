"""A text with headlines in capitals → the same text with them as sentences are written, letter for letter as long.

"Clerk Pleads Guilty In Plot To Sell Secrets" is read as "Clerk pleads guilty in plot to sell secrets": parsers take
every word with a capital for a part of a name. Which of its words are names, the running text below tells, where names
alone have capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

WORD = re.compile(r"[^\W\d_][\w’'-]*")
LINE = re.compile(r"[^\n]+")
WITHIN = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]*")  # a capital within a sentence
SMALL = re.compile(r"(?<![\w’'./@-])[a-z][\w’'-]*(?![./@]\w)")  # but for parts of addresses
DAY = re.compile(r"[ .,]*\d|$")
LONGEST = 250  # characters of a line that can be a headline
FEWEST = 4  # words that it has
TELLING = 4  # letters of a word that headlines of this kind write with a capital
SHARE = 0.75  # of these words that have one
ENDS = (".", ":", ";", ",", "…")
ENDINGS = (("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ies", "y"), ("ied", "y"))


def sentence_cased(text: str, verbs: Collection[str] = (), small: Collection[str] = ()) -> str:
    """A text whose headlines in capitals have them on names only.

    `verbs` are base forms of verbs, `small` words that are no names: both count where the running text does not have
    the word. Offsets (code points) stay what they are.
    """
    titles = [m.span() for m in LINE.finditer(text) if _is_title(m.group())]
    if not titles:
        return text
    body = _without(text, titles)
    names, words = Counter(WITHIN.findall(body)), Counter(SMALL.findall(body))

    def written(match: re.Match[str]) -> str:
        word = match.group()
        aim = word.lower() in verbs and match.string[: match.start()].lower().endswith(" to ")
        month = word == "May" and DAY.match(match.string, match.end())
        return word.lower() if not month and _is_no_name(word, names, words, verbs, small, aim) else word

    for start, end in titles if words else ():
        first = WORD.search(text, start, end)
        after = first.end() if first else end
        text = text[:after] + WORD.sub(written, text[after:end]) + text[end:]
    return text


def _is_title(line: str) -> bool:
    """Whether a line is a headline whose words have capitals."""
    words = [w for w in WORD.findall(line) if not w.isupper()]
    telling = [w for w in words if len(w) >= TELLING]
    high = sum(w[0].isupper() for w in telling)
    full = len(words) >= FEWEST and len(telling) > 1 and high >= SHARE * len(telling)
    return full and len(line) < LONGEST and not line.rstrip(" \"'”’").endswith(ENDS)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """A text without some of its lines."""
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])


def _is_no_name(
    word: str, names: Counter[str], words: Counter[str], verbs: Collection[str], small: Collection[str], aim: bool
) -> bool:
    """Whether a word of a headline has its capital from the headline alone; `aim` is true of a verb behind "to"."""
    low = word.lower()
    if word.isupper() or len(low) != len(word) or word.islower():
        return False
    if names[word] or words[low]:
        return words[low] >= names[word]
    return aim or low in small or any(low.endswith(end) and low[: -len(end)] + base in verbs for end, base in ENDINGS)
