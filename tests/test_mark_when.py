"""When things happened: by the clause around, by other events, and by the day of the telling."""

from __future__ import annotations

import pytest

from sayso.mark import times
from tests.marking import read, said_in

FRIDAY = "2024-05-17"
O = "Viktor Orlan"  # noqa: E741

Told = tuple[str | None, str | None]


def time_of(sentence: str, event: str, published: str | None = FRIDAY) -> Told:
    """Value and basis of the time of a sentence's last claim of a kind."""
    found = [c for c in said_in(sentence, published) if c.event == event][-1].time
    return (found.value, found.basis) if found else (None, None)


CLAUSES = [
    (f"In early 2002, {O} was sentenced to nine years after pleading guilty to espionage.", "convict", "2002"),
    (f"On 3 May 2021, {O} was arrested and charged with espionage.", "charge", "2021-05-03"),
    (f"In 2019 {O} passed documents to the GRU while posing as a tourist.", "transfer_information", "2019"),
    (f"{O}'s secret dealings with the GRU went back to 2015.", "recruit", "2015"),
    (f"{O} is the first Finn accused of espionage since 1986, when a clerk was arrested.", "arrest", "1986"),
]


@pytest.mark.parametrize(("sentence", "event", "value"), CLAUSES)
def test_a_clause_has_the_time_of_the_one_around_it(sentence: str, event: str, value: str) -> None:
    assert time_of(sentence, event) == (value, "text")


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        (f"{O} pleaded guilty on Tuesday to passing documents to the GRU.", "transfer_information"),
        (f"{O} was arrested on Tuesday for selling documents to the GRU.", "transfer_information"),
        (f"{O} was held in 2019 before he was charged with espionage.", "charge"),
    ],
)
def test_what_somebody_is_tried_for_happened_at_another_time(sentence: str, event: str) -> None:
    assert time_of(sentence, event)[0] is None


EVENTS = [
    (f"{O} was arrested on 3 May 2021. He was charged with espionage two days later.", "charge", "2021-05-05"),
    (f"{O} was arrested in May 2021. A month later he was charged with espionage.", "charge", "2021-06"),
    (f"{O} was arrested in May 2021. He was convicted the following year.", "convict", "2022"),
    (f"{O} was recruited in May 2019. He was arrested on 9 August that year.", "arrest", "2019-08-09"),
    (f"{O} was arrested on 3 May 2021. {O} was charged the same day.", "charge", "2021-05-03"),
    (f"The hall was full on 3 May 2021. {O} was charged the same day.", "charge", "2021-05-03"),
    (f"{O} was arrested on 3 May 2021. {O} was sentenced a year after his arrest.", "sentence", "2022"),
]


@pytest.mark.parametrize(("sentence", "event", "value"), EVENTS)
def test_a_time_is_reckoned_from_another_event(sentence: str, event: str, value: str) -> None:
    assert time_of(sentence, event) == (value, "event")


def test_a_day_cannot_be_reckoned_from_a_year() -> None:
    assert time_of(f"The hall was full in May 2021. {O} was charged the same day.", "charge")[0] is None
    assert time_of(f"{O} was arrested in 2021. He was charged with espionage two days later.", "charge")[0] is None


def test_a_sentence_is_of_the_year_of_the_plea_before_it() -> None:
    assert time_of(f"{O} pleaded guilty in 2002. He was sentenced to nine years.", "sentence") == ("2002", "carried")


def test_news_without_a_time_is_of_the_day_on_which_it_is_told() -> None:
    sentence = f"{O} has been released from prison, the Justice Ministry said on Thursday."
    assert time_of(sentence, "release") == ("2024-05-16", "announced")


@pytest.mark.parametrize(
    "sentence",
    [
        f"{O} had been released from prison, the Justice Ministry said on Thursday.",
        f"{O} has been released from prison, the Justice Ministry said.",
    ],
)
def test_what_had_happened_before_or_is_told_at_no_time_has_none(sentence: str) -> None:
    assert time_of(sentence, "release") == (None, None)


def test_a_step_that_is_dated_elsewhere_is_not_given_the_day_of_the_telling() -> None:
    text = f"Finnish police have arrested {O}, they said on Thursday. {O}, a spy, was arrested in Turku on Monday."
    assert {c.time.value for c in read(text, FRIDAY).claims("arrest") if c.time} == {"2024-05-13"}


def test_the_day_of_the_telling_is_not_when_it_happened() -> None:
    (claim,) = [
        c for c in said_in(f"{O} has been released, the ministry said on Thursday.", FRIDAY) if c.event == "release"
    ]
    assert claim.time is not None
    assert claim.time.happened is None


STRETCHES = [
    ("between June 2022 and March 2024", "2022-06", "2024-03"),
    ("from 2011 to 2021", "2011", "2021"),
    ("between March and June 2023", "2023-03", "2023-06"),
    ("1985-2001", "1985", "2001"),
    ("in 2019 and 2020", "2019", "2020"),
    ("from March to April last year", "2023-03", "2023-04"),
]


@pytest.mark.parametrize(("text", "value", "until"), STRETCHES)
def test_a_stretch_of_time_has_two_ends(text: str, value: str, until: str) -> None:
    (found,) = times.find(text)
    given = times.value(found, FRIDAY)
    assert (given.value, given.until) == (value, until)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in February last year", "2023-02"),
        ("on 9 August last year", "2023-08-09"),
        ("in March this year", "2024-03"),
        ("last summer", "2023"),
        ("last winter", "2024"),
    ],
)
def test_a_month_of_a_year_that_is_told(text: str, value: str) -> None:
    (found,) = times.find(text)
    assert times.value(found, FRIDAY).value == value


def test_a_length_of_time_is_no_time() -> None:
    assert not times.find("sentenced to nine years after a trial")


@pytest.mark.parametrize("text", [text for text, _, _ in STRETCHES if "last" not in text])
def test_stretches_need_no_date_of_the_report(text: str) -> None:
    (found,) = times.find(text)
    assert times.value(found, None).value is not None


TIED = [
    # a noun that a verb only says was done, or during which it was done
    (f"In January a Finnish court ordered the arrest of {O}.", "arrest", "2024-01"),
    (f"An inquiry began that led to his arrest in March 2021, and {O} left.", "arrest", "2021-03"),
    (f"{O} was freed in a prisoner exchange on 3 May 2021.", "exchange", "2021-05-03"),
    # a clause of the same time below, or a verb joined without words of its own
    (f"{O} was recruited by the GRU when he was posted to Riga between 2002 and 2005.", "recruit", "2002"),
    (f"{O} passed documents to the GRU while he worked in Riga in 1994.", "transfer_information", "1994"),
    (f"{O} was dismissed from the ministry and sent home in 1997.", "remove_from_post", "1997"),
    (f"{O} was charged and detained in December 2017.", "charge", "2017-12"),
    # its own time and not what it is reckoned from, nor the end
    (f"On 3 May 2021, a day after his arrest, {O} was charged with espionage.", "charge", "2021-05-03"),
    (f"At a hearing on Wednesday {O}'s detention was prolonged until Nov. 10.", "detain", "2024-05-15"),
]


@pytest.mark.parametrize(("sentence", "event", "value"), TIED)
def test_an_event_has_the_time_of_the_clauses_it_is_tied_to(sentence: str, event: str, value: str) -> None:
    assert time_of(sentence, event)[0] == value


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        (f"{O} was charged and was later detained in December 2017.", "charge"),
        (f"{O} is a spy and passed documents to the GRU in 1994.", "recruit"),
        (f"{O} flew to Riga in May 2021. He met his handler.", "meet"),
        (f"Police said on Monday that prosecutors had charged {O} with espionage.", "charge"),
    ],
)
def test_what_is_told_beside_a_time_may_be_of_another(sentence: str, event: str) -> None:
    assert {c.time for c in said_in(sentence, FRIDAY) if c.event == event} <= {None}


RECKONED = [
    (f"{O} was charged in June, a month after he had been dismissed from the ministry.", "remove_from_post", "2023-05"),
    (f"On 3 May 2021, a day after his arrest, {O} was charged with espionage.", "arrest", "2021-05-02"),
    (f"{O} was detained in March 2023 and charged in October.", "charge", "2023-10"),
    (f"{O} was arrested on Tuesday. When he was arrested, {O} had just been paid 5,000 euros.", "pay", "2024-05-14"),
]


@pytest.mark.parametrize(("sentence", "event", "value"), RECKONED)
def test_a_time_is_reckoned_from_what_stands_beside_it(sentence: str, event: str, value: str) -> None:
    assert time_of(sentence, event) == (value, "event")


def test_a_day_goes_on_from_a_printed_date_in_an_undated_report() -> None:
    sentence = f"{O} passed documents to the GRU between March 2023 and his arrest on 20 November."
    assert time_of(sentence, "arrest", None) == ("2023-11-20", "event")


@pytest.mark.parametrize("opening", ["There, he", "On this trip he", "During his stay, he"])
def test_a_sentence_goes_on_with_the_scene_before_it(opening: str) -> None:
    assert time_of(f"{O} flew to Riga in May 2021. {opening} met his handler.", "meet") == ("2021-05", "carried")


TWICE = f"{O} was convicted of espionage on Tuesday."


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        (f"{TWICE} He had worked in Turku. The court convicted {O} after an hour.", "2024-05-14"),
        (f"{TWICE} He had worked in Turku. Kai Lund was convicted too.", None),
        (f"{TWICE} {O} was convicted of theft in 2011. The court convicted {O} after an hour.", None),
        (f"{TWICE} {O} may be convicted of theft.", None),
    ],
)
def test_a_step_has_the_one_date_that_it_has_elsewhere(sentence: str, value: str | None) -> None:
    found = [c for c in said_in(sentence, FRIDAY) if c.event == "convict"][-1].time
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        (f"Prosecutors said on Monday that they had charged {O} with espionage.", "charge"),
        ('"We demand that he be released," the Finnish embassy said in a statement on Monday.', "protest"),
        (f'"{O} has no link with the ministry," the Finnish ministry had said on Monday.', "deny"),
        (f"{O} has been released, the ministry said in a report published on Monday.", "release"),
    ],
)
def test_what_a_speaker_does_or_says_is_of_the_day_of_the_telling(sentence: str, event: str) -> None:
    assert time_of(sentence, event) == ("2024-05-13", "announced")


def test_what_a_statement_points_back_at_is_no_news() -> None:
    sentence = f'{O} was sentenced. "In view of the sentence, we demand his release," the embassy said on Monday.'
    assert {c.time for c in said_in(sentence, FRIDAY) if c.event == "sentence"} == {None}


def test_a_mention_that_alone_tells_the_date_is_kept() -> None:
    text = f"{O}, a spy, was arrested in Turku.\nThe lawyer of {O} spoke of his arrest on Tuesday."
    assert len(read(text, FRIDAY).claims("arrest")) == 2


def test_a_court_that_found_guilty_and_gave_a_term_did_both_on_one_day() -> None:
    sentence = f"{O} was found guilty on Monday by a Swedish court, which put him away for nine years."
    assert time_of(sentence, "sentence") == ("2024-05-13", "carried")
