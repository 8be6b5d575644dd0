"""Words of others, made safe to print: `visible` shows what could steer a terminal or reorder a line.

Reports are hostile: a text may hold escape sequences that move the cursor, set the window's title or hide words, and
bidirectional controls that make a line read otherwise than it is stored.
"""

from __future__ import annotations

import json
import re
import unicodedata

# Format characters that scripts and emoji need: joiners, soft hyphen, word joiner, variation of Arabic numbers.
HARMLESS = frozenset("\u00ad\u200c\u200d\u2060")
HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
SPACE = re.compile(r"[ \t\r\n\f\v]+")


def visible(text: str) -> str:
    r"""The text on one line, with control, bidirectional and surrogate characters written as `\x1b` or `\u202e`."""
    line = SPACE.sub(" ", text).strip()
    return line if line.isascii() and line.isprintable() else "".join(map(_seen, line))


def visible_json(document: str) -> str:
    r"""A JSON document with the same characters written as JSON's own escapes; it means what it meant."""
    return "".join(c if c == "\n" or not _hidden(c) else _json_escape(c) for c in document)


def visible_lines(text: str) -> str:
    """Text of several lines, each of them with its blanks, and with the same characters written out."""
    return "".join(c if c == "\n" else _seen(c) for c in text)


def _json_escape(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0x7F else f"\\u{ord(character):04x}"


def _hidden(character: str) -> bool:
    return character not in HARMLESS and unicodedata.category(character) in HIDDEN


def _seen(character: str) -> str:
    if not _hidden(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
