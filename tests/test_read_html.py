"""HTML pages: the article without the furniture, the header from the metadata, and hostile markup survived."""

import json
import time
from collections.abc import Sequence

import pytest

from sayso import read
from sayso.model import Found, Layer

LEAD = "Prosecutors in Valdoria said on Tuesday that an engineer had handed drawings of a boat to a foreign service."
HELD = "The man, 47, identified only as Pavel R., was detained at his home in the port city of Lindhaven last Thursday."
QUOTE = "“He acted out of greed,” said Marta Ilves, a spokeswoman for the office. “We have secured storage media.”"
DENIAL = "His lawyer denied the charge."
MET = "According to the statement, the two met at least nine times between March 2019 and May 2022, mostly in Vienna."
BODY = [LEAD, HELD, QUOTE, DENIAL, MET]
TITLE = "Engineer held on suspicion of passing patrol boat drawings"
NAV = '<nav><ul><li><a href="/">Home</a><li><a href="/world">World</a><li><a href="/sport">Sport</a></ul></nav>'
RELATED = (
    '<aside class="related"><h3>Most read</h3><ul><li><a href="/a">Minister resigns over budget row in the capital</a>'
    '<li><a href="/b">Ten things to know about the harbour festival</a></ul></aside>'
)
COMMENTS = '<section id="comments" class="comments"><p>Lock him up, says everyone here.</p></section>'
FOOTER = "<footer><p>© 2024 The Lindhaven Courier. All rights reserved. Terms of use. Privacy policy.</p></footer>"
COOKIES = '<div id="cookie-banner" class="cookie-consent"><p>We use cookies to improve your experience.</p></div>'
FURNITURE = (
    "Most read",
    "budget row",
    "festival",
    "Lock him up",
    "rights reserved",
    "cookies",
    "Home",
    "Advertisement",
)


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def article(*before: str, texts: Sequence[str] = BODY) -> str:
    return f"<article>{''.join(before)}{paragraphs(list(texts))}</article>"


def page(body: str, head: str = "", root: str = "") -> bytes:
    return f"<!doctype html><html {root}><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def layer(data: bytes, name: str = "a.html") -> Layer:
    return read.extract(Found(path=name, data=data))


# --------------------------------------------------------------------------------------------- body

H1 = f"<h1>{TITLE}</h1>"
LAYOUTS = {
    "article": f"{COOKIES}{NAV}<main>{article(H1)}{RELATED}{COMMENTS}</main>{FOOTER}",
    "divs": f'{NAV}<div>{RELATED}</div><div class="story-body">{H1}{paragraphs(BODY)}</div>{COMMENTS}{FOOTER}',
    "teaser": article(H1, f'<p class="teaser standfirst">{LEAD}</p>', texts=BODY[1:]) + RELATED,
    "columns": f"<table><tr><td>{NAV}</td><td><b>{TITLE}</b><br><br>{'<br><br>'.join(BODY)}</td></tr></table>{FOOTER}",
    "advertised": f"<div class=entry>{paragraphs(BODY[:2])}<div>Advertisement</div>{paragraphs(BODY[2:])}</div>",
    "list": f"<article>{H1}{paragraphs(BODY[:3])}<ul><li>{DENIAL}</li><li>{MET}</li></ul></article>{FOOTER}",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_article_is_read_whole_and_without_furniture(layout: str) -> None:
    text = layer(page(LAYOUTS[layout])).text
    lines = [line.removeprefix("- ") for line in text.split("\n")]
    assert [line for line in lines if line != TITLE] == BODY
    assert not [word for word in FURNITURE if word in text]


def test_the_extractor_and_its_version_are_named() -> None:
    assert layer(page(LAYOUTS["article"])).extractor.startswith("trafilatura 2.")


def test_nothing_is_written_that_the_page_does_not_say() -> None:
    assert TITLE not in layer(page(article(), f"<title>{TITLE}</title>")).text


def test_a_page_is_known_by_its_content() -> None:
    assert layer(page(LAYOUTS["article"]), "saved.txt").text == layer(page(LAYOUTS["article"])).text
    prose = "The page began with <html> and said nothing of the engineer, prosecutors said."
    assert layer(prose.encode(), "a.txt").text == prose
    assert layer(prose.replace("<html>", "a title").encode(), "a.html").extractor == "plain 1"


def test_scripts_styles_and_embedded_pictures_do_not_count() -> None:
    picture = f"<img src='data:image/png;base64,{'A' * 9_000_000}'>"
    heavy = f"<script>{'x=1;' * 3_000_000}</script><style>{'a{}' * 100_000}</style>{picture}"
    assert layer(page(heavy + LAYOUTS["article"])).text == layer(page(LAYOUTS["article"])).text


def test_soft_hyphens_and_zero_width_spaces_are_left_out() -> None:
    assert "Spionage" in layer(page(article("<p>Spio\u00adna\u200bge. ", LEAD))).text


@pytest.mark.parametrize("order", ["&#x202e;", "\u202e", "\u2067"])
def test_what_reorders_a_line_is_left_out_of_pages(order: str) -> None:
    assert "“a” bc" in layer(page(article(f"<p>&#147;a&#148; b{order}c ", LEAD))).text


def test_a_page_in_another_encoding_is_read_by_its_own_word() -> None:
    markup = page(article("<p>Łukasz Żak wyjechał. ", LEAD)).decode()
    markup = markup.replace("utf-8", "iso-8859-2").replace("“", '"').replace("”", '"')
    assert "Łukasz Żak wyjechał" in layer(markup.encode("iso-8859-2")).text


@pytest.mark.parametrize("body", ["", "<div id=root></div><script>app()</script>", "<img src=a.png>"])
def test_a_page_without_text_is_set_aside(body: str) -> None:
    with pytest.raises(read.Unreadable, match="without"):
        layer(page(body))


# ------------------------------------------------------------------------------------------ metadata


def ld(**article: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | article)}</script>'


def test_json_ld_states_the_header() -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "Portal"},
            {
                "@type": ["NewsArticle", "Thing"],
                "headline": TITLE,
                "datePublished": "2024-03-12T18:20:00+01:00",
                "publisher": {"@type": "Organization", "name": "Harbour Post"},
                "mainEntityOfPage": {"@id": "https://post.example/n/4711#top"},
            },
        ]
    }
    found = layer(page(article(), f'<script type="application/ld+json">{json.dumps(graph)}</script>')).header
    assert (found.title, found.outlet, found.url) == (TITLE, "Harbour Post", "https://post.example/n/4711")
    assert (found.published, found.published_basis, found.language) == ("2024-03-12", "metadata", "en")


def test_meta_elements_state_the_header() -> None:
    head = (
        f'<title>{TITLE} | The Courier</title><meta property="og:title" content="{TITLE} | The Courier">'
        '<meta property="og:site_name" content="The Courier"><meta name="parsely-pub-date" content="2024-03-12">'
        '<link rel="canonical" href="https://courier.example/a?id=1"><base href="http://evil.example/">'
    )
    found = layer(page(article(), head, "lang=en-GB")).header
    assert (found.title, found.outlet, found.url) == (TITLE, "The Courier", "https://courier.example/a?id=1")
    assert (found.published, found.language) == ("2024-03-12", "en")


@pytest.mark.parametrize(
    ("head", "body", "published", "basis"),
    [
        (ld(datePublished="2024-03-12", dateModified="2024-05-01"), "", "2024-03-12", "metadata"),
        ('<meta property="article:modified_time" content="2024-05-01">', "", None, None),
        ('<meta property="article:published_time" content="soon">', "", None, None),
        ("", '<time datetime="2024-03-12T10:00">12 March</time>', "2024-03-12", "metadata"),
        ("", '<time datetime="2024-03-12">a</time><time datetime="2024-05-01">b</time>', None, None),
        ("", '<time pubdate datetime="2024-03-12">a</time><time datetime="2024-05-01">', "2024-03-12", "metadata"),
        ("", f"{H1}<div><span>By Jo Winter | March 12, 2024</span></div>", "2024-03-12", "text"),
        ('<link rel=canonical href="https://c.example/2024/03/12/a">', "", "2024-03-12", "metadata"),
        ("", "<p>The yard was built on 4 May 1951 and has been rebuilt since.</p>", None, None),
        ("<!-- built 2024-05-01 -->", '<img src="/2024/05/01/a.png"><a href="/2024/05/01/b">more</a>', None, None),
    ],
)  # fmt: skip
def test_a_date_is_stated_or_printed_or_unknown(head: str, body: str, published: str | None, basis: str | None) -> None:
    found = layer(page(article(body), head)).header
    assert (found.published, found.published_basis) == (published, basis)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel=canonical href="https://courier.example/">', None),  # a whole site's address
        ('<link rel=canonical href="/a/b">', None),
        ('<meta property="og:url" content="javascript:alert(1)">', None),
        ("<!-- saved from url=(0030)https://courier.example/a -->", "https://courier.example/a"),
        ("<!--\n Page saved with SingleFile \n url: https://courier.example/b \n-->", "https://courier.example/b"),
    ],
)
def test_the_address_is_the_page_s_own(head: str, url: str | None) -> None:
    assert layer(page(article(), head)).header.url == url


def test_markup_quoted_in_json_ld_cuts_nothing() -> None:
    quoted = ld(articleBody=f"<p>{LEAD}</p><script async src=x><\\/script><p>{HELD}</p><p>{MET}</p>")
    assert HELD in layer(page("<div id=app></div><script>x</script>", quoted)).text


@pytest.mark.parametrize("broken", ["{", "[" * 100_000, '{"@type": 5, "headline": ["x"]}', '"\\ud800"', "null"])
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script><title>{TITLE}</title>'
    assert layer(page(article(), head)).header.title == TITLE


def test_what_the_page_says_of_itself_can_be_stored_and_shown() -> None:
    head = ld(headline="A\u202eB\ud800C\n\nD", publisher="https://courier.example", url="http://c.example/\ud800")
    found = layer(page(article(), head)).header
    assert (found.title, found.outlet, found.url) == ("A\ufffdB\ufffdC D", None, None)


# ------------------------------------------------------------------------------------------- hostile

HOSTILE = {
    "divs": "<div>" * 1_000_000 + paragraphs(BODY) + "</div>" * 1_000_000,
    "bold": "<b>" * 1_000_000 + paragraphs(BODY),
    "unknown": "<x-y>" * 300_000 + paragraphs(BODY),
    "definitions": "<dl><dd>" * 300_000 + paragraphs(BODY),
    "paragraphs": "<p>" * 1_000_000 + paragraphs(BODY),
    "scripts": "<script>" * 300_000 + paragraphs(BODY),
    "open scripts": "<script " * 300_000 + paragraphs(BODY),
    "angles": "<" * 1_000_000 + paragraphs(BODY),
    "comments": "<!--" * 300_000 + paragraphs(BODY),
    "metas": "<meta charset" * 300_000 + paragraphs(BODY),
    "breaks": "<br>" * 300_000 + paragraphs(BODY),
    "embedded": "'data:" * 300_000 + paragraphs(BODY),
    "cells": "<table><tr><td>" * 300_000 + paragraphs(BODY),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_markup_ends_soon_in_a_text_or_a_reason(kind: str) -> None:
    start = time.process_time()
    try:
        text = layer(page(HOSTILE[kind])).text
    except read.Unreadable as error:
        assert error.reason and error.next_step
    else:
        assert DENIAL in text
    assert time.process_time() - start < 20


def test_a_million_nested_tags_are_read_flat() -> None:
    assert layer(page(HOSTILE["divs"])).text.split("\n") == BODY


def test_nesting_beyond_the_parser_s_depth_loses_nothing() -> None:
    nested = "<div>" * 300 + paragraphs(BODY) + "</div>" * 300
    assert layer(page(nested)).text.split("\n") == BODY


def test_a_page_of_too_much_markup_is_refused() -> None:
    with pytest.raises(read.Unreadable, match="more than 8 MB"):
        layer(page("<p>" + "word " * 2_000_000))
