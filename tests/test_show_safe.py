"""Words of reports never steer a terminal: control, bidirectional and surrogate characters are shown, not sent."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show.safe import HARMLESS, HIDDEN, visible, visible_json

ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\x9b2J", r"\x9b2J"),
        ("a\u202eb", r"a\u202eb"),
        ("\u2067x\u2069", r"\u2067x\u2069"),
        ("nul\x00", r"nul\x00"),
        ("path\udcff", r"path\udcff"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("two\r\n\tlines  ", "two lines"),
        ("日本 naïve 👩\u200d🔬", "日本 naïve 👩\u200d🔬"),
    ],
)
def test_what_could_steer_a_terminal_is_shown(hostile: str, shown: str) -> None:
    assert visible(hostile) == shown


@given(ANY)
def test_nothing_hidden_is_left(text: str) -> None:
    left = {c for c in visible(text) if unicodedata.category(c) in HIDDEN}
    assert left <= HARMLESS


@given(ANY)
def test_json_means_what_it_meant(text: str) -> None:
    document = json.dumps({"a": text}, ensure_ascii=False, indent=1)
    escaped = visible_json(document)
    assert json.loads(escaped) == {"a": text}
    assert {c for c in escaped if unicodedata.category(c) in HIDDEN} <= HARMLESS | {"\n"}
