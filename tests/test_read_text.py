"""Plain text and Markdown are stored to the letter; nothing invisible gets past."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import read
from sayso.model import Found, Layer
from sayso.read.letters import clean, decode, visible

STORY = "Prosecutors said on Tuesday that the engineer had handed over drawings of a patrol boat."
CURLY = "“He acted out of greed,” said Mrs Ilves – the café’s owner."


def layer(data: bytes | str, name: str = "story.txt") -> Layer:
    return read.extract(Found(path=name, data=data.encode() if isinstance(data, str) else data))


def refusal(data: bytes, name: str) -> read.Unreadable:
    with pytest.raises(read.Unreadable) as caught:
        layer(data, name)
    assert caught.value.reason and caught.value.next_step
    return caught.value


# ------------------------------------------------------------------------------------------ letters


def test_plain_text_is_stored_to_the_letter() -> None:
    text = f"  {STORY}\n\n\t*{CURLY}*  \n# no heading\n\n\n"
    found = layer(text)
    assert found.text == text
    assert found.extractor == "plain 1"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_become_one(end: str) -> None:
    assert layer(f"{STORY}{end}{end}{STORY}").text == f"{STORY}\n\n{STORY}"


@settings(deadline=None)
@given(st.text())
def test_clean_text_can_be_stored_and_shown(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", cleaned)
    assert len(cleaned) == len(text.replace("\r\n", "\n"))


def test_controls_are_shown_letter_for_letter() -> None:
    assert clean("a\x00b\x1bc\x7fd") == "a␀b␛c␡d"
    assert clean("\x93quoted\x94") == "“quoted”"
    assert clean("invoice\u202etxt.exe") == "invoice\ufffdtxt.exe"
    assert clean("\ud800") == "\ufffd"


def test_a_name_is_made_visible() -> None:
    assert visible("a\nb\u202e\udcff.txt") == "a\\nb\\u202e\\udcff.txt"


def test_nul_and_bidi_in_a_report_are_read_and_disarmed() -> None:
    found = layer(f"{STORY}\x00 The firm \u202eelpmaxE\u202c denied it.".encode())
    assert found.text == f"{STORY}␀ The firm \ufffdelpmaxE\ufffd denied it."


# ----------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_english_in_many_encodings(encoding: str) -> None:
    assert layer(f"{STORY} {CURLY}".encode(encoding)).text == f"{STORY} {CURLY}"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Федеральная служба безопасности сообщила о задержании гражданина, подозреваемого в шпионаже. " * 4, "cp1251"),
        ("国家安全机关近日破获一起间谍案,涉案人员已被依法采取强制措施,案件正在进一步审理中。" * 4, "gb18030"),
        ("국가정보원은 월요일 산업 기밀을 유출한 혐의로 기술자를 조사하고 있다고 밝혔다. " * 4, "euc_kr"),
    ],
)
def test_other_scripts_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_followed_and_sound_utf8_outranks_it() -> None:
    assert decode("Łódź żółw".encode("cp1250"), "windows-1250") == "Łódź żółw"
    assert decode("Łódź".encode(), "windows-1250") == "Łódź"
    assert decode("naïve".encode("cp1252"), "no-such-charset") == "naïve"
    assert decode("“x”".encode("cp1252"), "iso-8859-1") == "“x”"


def test_mixed_encodings_are_mended_run_by_run() -> None:
    mixed = "Mrs Ilves’s café – ".encode() + "“greed”".encode("cp1252") + " and naïve résumés".encode()
    assert decode(mixed) == "Mrs Ilves’s café – “greed” and naïve résumés"


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_decode_the_same_way_twice(data: bytes) -> None:
    assert clean(decode(data)) == clean(decode(data))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_never_mistaken(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


# ------------------------------------------------------------------------------- what is no report


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "empty.txt", "empty"),
        (b" \r\n\t\n", "blank.txt", "empty"),
        (b"\xef\xbb\xbf", "mark.md", "empty"),
        (bytes(range(256)) * 40, "noise.txt", "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "photo.txt", "PNG"),
        (b"\x7fELF" + bytes(90), "report.txt", "program"),
        (b"\xd0\xcf\x11\xe0" + bytes(90), "old.doc", "Office"),
        (b"{\\rtf1 hello}", "memo.txt", "RTF"),
        (b"SQLite format 3\x00" + bytes(90), "other.db", "SQLite"),
        (b'{"a": 1}', "data.json", "JSON"),
        (b"WARC/1.0\r\n", "crawl.warc", "WARC"),
    ],
)
def test_what_is_no_report_is_refused_with_its_reason(data: bytes, name: str, reason: str) -> None:
    assert reason in refusal(data, name).reason


def test_a_text_too_long_for_the_parser_is_refused() -> None:
    assert "10,000,000" in refusal(STORY.encode() * 120_000, "long.txt").reason


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.eml", "a.docx", "a.pdf", "a"]))
def test_any_bytes_under_any_name_are_read_or_refused(data: bytes, name: str) -> None:
    found = Found(path=name, data=data)
    try:
        first = read.extract(found)
    except read.Unreadable as error:
        assert error.reason and error.next_step
    else:
        assert first == read.extract(found)
        assert first.text.strip()
        assert read.current(found) == first.extractor


# ------------------------------------------------------------------------------------ front matter


def test_front_matter_is_taken_off_and_read() -> None:
    front = (
        "---\nurl: https://Courier.example/a#top\ndate: 2024-03-12\ntitle: 'China: a spy'\noutlet: The Courier\n---\n\n"
    )
    found = layer(front + f"# Heading\n\n*{STORY}*\n", "a.md")
    assert found.extractor == "markdown 1"
    assert found.text == f"# Heading\n\n*{STORY}*\n"
    header = found.header
    assert (header.url, header.title, header.outlet) == ("https://courier.example/a", "China: a spy", "The Courier")
    assert (header.published, header.published_basis) == ("2024-03-12", "metadata")


def test_broken_yaml_is_read_line_by_line() -> None:
    header = layer(f"---\ntitle: Spy: the trial\nDate: 2024-03-12\n---\n{STORY}", "a.md").header
    assert (header.title, header.published) == ("Spy: the trial", "2024-03-12")


def test_a_clipped_page_gives_its_source_and_no_date_of_clipping() -> None:
    header = layer(
        f"---\nsource: https://a.example/x\npublished: 2024-03-12\ncreated: 2025-01-01\n---\n{STORY}", "a.md"
    ).header
    assert (header.url, header.published, header.outlet) == ("https://a.example/x", "2024-03-12", None)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://u:p@a.example/", "http://", "x", "http://a.b/\u202e"]
)
def test_addresses_that_are_none_are_left_out(url: str) -> None:
    assert layer(f"---\nurl: '{url}'\ntitle: T\n---\n{STORY}", "a.md").header.url is None


@pytest.mark.parametrize(
    "front", ["---\n[[[[\n---\n", "---\nonly words\n---\n", "---\nno end\n", "---\n" + "a: [" * 5000 + "\n---\n"]
)
def test_what_only_looks_like_front_matter_stays(front: str) -> None:
    assert layer(front + STORY, "a.md").text == front + STORY


def test_front_matter_in_a_text_file_counts_if_it_states_something_known() -> None:
    assert layer(f"---\ndate: 2024-03-12\n---\n{STORY}").text == STORY
    assert layer(f"---\nmood: fine\n---\n{STORY}").text.startswith("---")


def test_aliases_in_yaml_do_not_blow_up() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"b{i}: &b{i} [{','.join(['*a' if not i else f'*b{i - 1}'] * 9)}]\n" for i in range(9)
    )
    assert layer(f"---\n{bomb}title: T\n---\n{STORY}", "a.md").header.title == "T"


# ------------------------------------------------------------------------------------------ headers


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Shipyard engineer held over drawings\n" + STORY, "Shipyard engineer held over drawings"),
        ("# Engineer held\n\n" + STORY, None),  # in plain text a number sign may be anything
        (STORY + "\n" + STORY, None),
        ("Harbour Post\n" + STORY, None),
        ("By Jo Winter of the Post\n" + STORY, None),
        ("He was held. He said nothing. So it goes\n" + STORY, None),
        ("Shipyard engineer held over drawings", None),
    ],
)
def test_a_first_line_is_a_title_only_where_it_plainly_is_one(top: str, title: str | None) -> None:
    assert layer(top).header.title == title


def test_a_heading_is_the_title_of_markdown() -> None:
    assert layer(f"# Engineer held #\n\n{STORY}", "a.md").header.title == "Engineer held"


def test_the_printed_date_is_marked_as_such_and_an_undated_report_stays_undated() -> None:
    dated = layer(f"Shipyard engineer held over drawings\nPublished March 12, 2024\n{STORY}").header
    assert (dated.published, dated.published_basis) == ("2024-03-12", "text")
    undated = layer(f"{STORY} He was held last Friday.").header
    assert (undated.published, undated.published_basis) == (None, None)


def test_the_address_gives_a_date_where_nothing_else_does() -> None:
    header = layer(f"---\nurl: https://a.example/2024/03/12/x\n---\n{STORY}", "a.md").header
    assert (header.published, header.published_basis) == ("2024-03-12", "metadata")
