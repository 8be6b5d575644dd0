"""Bytes → text that SQLite, JSON and HTML can hold and that shows a reader what it holds.

`decode` finds the encoding; `clean` settles line ends and replaces, one code point for one, what is invisible and
could deceive. Both are total: every input gives a text, the same one each time.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a label stands for in practice, as browsers read it.
LABELS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Encodings that a report may plausibly have where neither a mark nor a label says so and it isn't Western.
CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874"),
    *("gb18030", "big5", "cp932", "euc_jp", "euc_kr"),
]
FOREIGN = 0.04  # share of bytes beyond ASCII from which a text is not taken for English with curly quotes
FEWEST = 40  # bytes beyond ASCII to judge an encoding by
SAMPLE = 65_536
BINARY = 0.05  # share of control characters from which bytes are no text


def _western(byte: int) -> str:
    """One byte as Windows-1252 has it; its five unused places become U+FFFD."""
    return bytes((byte,)).decode("cp1252", "replace")


def _repair(error: UnicodeError) -> tuple[str, int]:
    """Error handler: a stray byte in UTF-8 is read as Windows-1252, a sequence cut off at the end as U+FFFD."""
    assert isinstance(error, UnicodeDecodeError)
    if error.reason == "unexpected end of data":
        return "\N{REPLACEMENT CHARACTER}", error.end
    return "".join(_western(byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("sayso-repair", _repair)

# Letter for letter, so that offsets stay: C0 controls show as their pictures, C1 controls as the Windows-1252
# characters that they are when a page mislabels its encoding, and what reorders a line on screen, or cannot be
# stored, as U+FFFD.
_SHOWN = (
    {code: 0x2400 + code for code in range(0x20)}
    | {0x09: 0x09, 0x0A: 0x0A, 0x0B: 0x0A, 0x0C: 0x0A, 0x7F: 0x2421}
    | {code: ord(_western(code)) for code in range(0x80, 0xA0)}
    | dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFFE, 0x10000)), 0xFFFD)
    | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
)
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def clean(text: str) -> str:
    """The text with line ends as \\n, and with every control character shown instead of obeyed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_SHOWN) if _HIDDEN.search(text) else text


def visible(text: str) -> str:
    """A name or address on one line, its control characters written out as escapes."""
    shown = re.sub(r"[\n\t]", lambda m: m[0].encode("unicode_escape").decode(), text)
    return _HIDDEN.sub(lambda m: m[0].encode("unicode_escape").decode(), shown)


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding that is read."""
    if data.startswith(tuple(mark for mark, _ in BOMS)) or _wide(data):
        return False
    sample = data[: 16 * SAMPLE]
    return len(_CONTROL.findall(sample)) > BINARY * len(sample)


def _wide(data: bytes) -> str | None:
    """The UTF-16 that unmarked bytes are in, by the side on which their NULs stand."""
    sample = data[:SAMPLE]
    left, right = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if right > 0.4 * half and left < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if left > 0.4 * half and right < 0.05 * half else None


def codec(label: str | None) -> str | None:
    """The Python codec for a declared charset; None for one that is unknown or is none for text."""
    try:
        info = codecs.lookup((label or "").strip(" \"'\t\r\n"))
    except (LookupError, ValueError):
        return None
    known = getattr(info, "_is_text_encoding", True) and info.name not in ("idna", "punycode", "utf-7", "mbcs")
    return LABELS.get(info.name, info.name) if known else None


def _strict(data: bytes, encoding: str | None) -> str | None:
    """The text in that encoding, None if a byte does not fit."""
    try:
        return data.decode(encoding) if encoding else None
    except UnicodeError:
        return None


def _sample(data: bytes) -> bytes:
    """The first lines of the data: cut where no character can be cut."""
    return data if len(data) <= SAMPLE else data[: data.rfind(b"\n", 0, SAMPLE) + 1 or SAMPLE]


def _guess(data: bytes) -> str | None:
    """The encoding that charset-normalizer finds for text that is plainly not English."""
    high = sum(byte >= 0x80 for byte in data[:SAMPLE])
    if high < max(FOREIGN * len(data[:SAMPLE]), FEWEST):
        return None
    best = from_bytes(_sample(data), cp_isolation=CANDIDATES).best()
    return best.encoding if best else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether more characters of several bytes are whole UTF-8 than bytes are stray."""
    text = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= char <= "\udcff" for char in text)
    return sum(char >= "\x80" for char in text) - stray > stray


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes: by mark, as UTF-8, by label, as UTF-8 with stray bytes, by likeness, as Windows-1252.

    `declared` is the charset that the document or its envelope names. Sound UTF-8 outranks it: labels lie more
    often than bytes do.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "sayso-repair" if encoding == "utf-8" else "replace")
    label = codec(declared)
    first = label if label and label.startswith("iso2022") else "utf-8"
    text = _strict(data, _wide(data)) or _strict(data, first) or _strict(data, label)
    if text is not None:
        return text
    if _mostly_utf8(data):
        return data.decode("utf-8", "sayso-repair")
    return _strict(data, _guess(data)) or data.decode("cp1252", "replace")
