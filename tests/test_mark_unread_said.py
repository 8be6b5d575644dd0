"""Whose word and when, in ways that plain news has and the first reports had not."""

from __future__ import annotations

import pytest

from sayso.mark import times
from sayso.model import Claim
from tests.marking import chain, read

HELD = "Finnish police arrested Erik Salo, a surveyor, in May 2023 on suspicion of spying for Russia.\n"
FRIDAY = "2024-05-17"


def last(text: str, event: str, published: str | None = FRIDAY) -> Claim:
    """The last claim of a kind in a report on Salo."""
    return read(HELD + text, published).claims(event)[-1]


# ------------------------------------------------------------------------------------------------- papers

PAPERS = [
    ("According to an affidavit, Salo sold maps to the GRU.", "affidavit"),
    ("The plea documents say that Salo sold maps to the GRU.", "plea documents"),
    ("Salo sold maps to the GRU, according to the criminal complaint.", "criminal complaint"),
    ("The charge sheet says Salo sold maps to the GRU.", "charge sheet"),
]


@pytest.mark.parametrize(("text", "paper"), PAPERS)
def test_a_paper_of_prosecutors_is_called_what_the_report_calls_it(text: str, paper: str) -> None:
    reading = read(HELD + text, FRIDAY)
    link = reading.claims("transfer_information")[-1].chain[-1]
    assert link.speaker == paper
    assert link.entity is not None
    assert "Finland" in reading.marks.entities[link.entity].name


def test_a_paper_that_names_its_body_is_the_word_of_that_body() -> None:
    assert (
        chain(last("An indictment by Finnish prosecutors says Salo sold maps to the GRU.", "transfer_information"))[-1]
        == "Finnish prosecutors"
    )


GOING_ON = [
    "According to an affidavit, Salo met a Russian officer in Turku. He sold maps to the GRU.",
    "Turku District Court sat. Salo met a Russian officer, according to the verdict. He sold maps to the GRU.",
    "The court heard that Salo met a Russian officer in Turku. He sold maps to the GRU.",
]
MOSCOW = (
    "Russian diplomats said the case was absurd and that Salo had met nobody and had never been to Russia at all.\n"
)


@pytest.mark.parametrize("text", GOING_ON)
def test_a_paragraph_goes_on_with_what_a_paper_or_hearing_tells(text: str) -> None:
    claim = last(MOSCOW + text, "transfer_information")
    first = last(MOSCOW + text, "meet")
    assert (claim.chain[-1].speaker, claim.certainty) == (first.chain[-1].speaker, "reported")
    assert claim.attribution is not None


@pytest.mark.parametrize("text", [text.replace(". He", ".\nHe") for text in GOING_ON])
def test_it_does_not_go_on_into_the_next_paragraph(text: str) -> None:
    assert last(MOSCOW + text, "transfer_information").attribution is None


# ----------------------------------------------------------------------------------------------- hearings

HEARD = [
    "The court heard that Salo sold maps to the GRU.",
    "Jurors were told that Salo sold maps to the GRU.",
    "Salo sold maps to the GRU, the court heard.",
    "Salo phoned the embassy, a jury was told, and sold maps to the GRU.",
]


@pytest.mark.parametrize("text", HEARD)
def test_what_a_court_heard_is_the_word_of_no_court(text: str) -> None:
    assert chain(last(text, "transfer_information"))[-1] == "court hearing"


def test_nobody_speaks_of_a_hearing_as_he() -> None:
    text = (
        "Prosecutor Ida Berg said Salo was a spy. The court heard that he met a Russian officer. "
        "She added that he sold maps to the GRU."
    )
    assert chain(last(text, "transfer_information"))[-1] == "Ida Berg"


def test_who_told_a_court_is_who_says_it() -> None:
    assert (
        chain(last("Prosecutor Ida Berg told the court that Salo sold maps to the GRU.", "transfer_information"))[-1]
        == "Ida Berg"
    )


# ----------------------------------------------------------------------------------------------- relays

CITED = [
    "The Baltic Courier, with reference to the SUPO, reported that Salo sold maps to the GRU.",
    "The Baltic Courier has learned from the SUPO that Salo sold maps to the GRU.",
    "The Baltic Courier learned on Monday from the SUPO that Salo sold maps to the GRU.",
]


@pytest.mark.parametrize("text", CITED)
def test_an_outlet_names_from_whom_it_has_a_thing(text: str) -> None:
    assert chain(last(text, "transfer_information"))[-2:] == ["Baltic Courier", "SUPO"]


def test_a_report_of_an_outlet_can_name_its_source_in_an_aside() -> None:
    text = "Salo sold maps to the GRU. This was reported by Reuters with reference to the SUPO."
    assert chain(last(text, "transfer_information"))[-2:] == ["Reuters", "SUPO"]


# -------------------------------------------------------------------------------------------------- times


def time_of(text: str, event: str, published: str | None = FRIDAY) -> str | None:
    found = last(text, event, published).time
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "value", "until"),
    [
        ("this morning", "2024-05-17", None),
        ("last night", "2024-05-16", None),
        ("around June", "2023-06", None),
        ("in mid-March", "2024-03", None),
        ("between Sept. 28, 2011, and Sept. 20, 2021", "2011-09-28", "2021-09-20"),
        ("between August 2021 and at least May 2023", "2021-08", "2023-05"),
        ("in September and October 2022", "2022-09", "2022-10"),
        ("in May and June last year", "2023-05", "2023-06"),
    ],
)
def test_forms_of_times(text: str, value: str, until: str | None) -> None:
    (found,) = times.find(text)
    given = times.value(found, FRIDAY)
    assert (given.value, given.until) == (value, until)


def test_a_comma_between_years_makes_no_stretch() -> None:
    assert len(times.find("He left in 2019, and 2020 was quiet.")) == 2


def test_that_may_is_no_month() -> None:
    assert times.find("He said that May would come.") == []


RECKONED = [
    ("In 2020 Salo met a spy. That August he passed documents to the GRU.", "transfer_information", "2020-08"),
    ("The hall was full on 3 May 2021. The judge was late. Salo was charged that day.", "charge", "2021-05-03"),
    ("The fair closed on 3 May 2021. Salo was charged two days later.", "charge", "2021-05-05"),
    ("The fair closed on 3 May 2021. Next day Salo was charged.", "charge", "2021-05-04"),
    ("Salo was convicted in 2021 and jailed for nine years two years after that.", "sentence", "2023"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event", "value"), RECKONED)
def test_a_time_is_reckoned_from_what_is_told_or_printed_before(text: str, event: str, value: str) -> None:
    assert time_of(text, event) == value


def test_a_day_is_not_reckoned_from_a_year_printed_before() -> None:
    assert time_of("The hall was built in 2021. Salo was charged the same day.", "charge") is None


TIED = [
    ("Salo wrote to the embassy in April 2020 and offered documents to the GRU.", "transfer_information", "2020-04"),
    ("Salo has been in prison since March, when he was flown in and charged with espionage.", "charge", "2024-03"),
    ("A judge ordered on Thursday that Salo be placed in custody.", "detain", "2024-05-16"),
    ("A court on Thursday upheld a decision to hold Salo in custody for a month.", "detain", "2024-05-16"),
]


@pytest.mark.parametrize(("text", "event", "value"), TIED)
def test_a_clause_is_of_the_time_of_the_one_that_it_goes_on_from_or_completes(
    text: str, event: str, value: str
) -> None:
    assert time_of(text, event) == value


@pytest.mark.parametrize(
    "text",
    [
        "Salo met his handler in April 2020 and later passed documents to the GRU.",
        "Salo met his handler in April 2020 and has passed documents to the GRU.",
    ],
)
def test_what_happened_later_has_no_time_of_its_own(text: str) -> None:
    assert time_of(text, "transfer_information") is None


COMING = [
    ("Salo will have his first court appearance on Tuesday.", "2024-05-21"),
    ("A hearing on his term is set for Feb. 11.", "2025-02-11"),
]


@pytest.mark.parametrize(("text", "value"), COMING)
def test_what_is_set_for_a_day_is_still_to_come(text: str, value: str) -> None:
    found = last(text, "try").time
    assert found is not None
    assert (found.value, found.coming) == (value, True)


VERDICTS = [
    ("A surveyor was convicted on Thursday of espionage. Salo was found guilty of spying by a jury.", "convict"),
    ("Salo was convicted of espionage on Thursday. He was acquitted of treason.", "acquit"),
    ("Salo was sentenced to nine years on Thursday. His wife Aino Salo was sentenced to two years.", "sentence"),
]


@pytest.mark.parametrize(("text", "event"), VERDICTS)
def test_verdicts_told_one_after_the_other_fall_on_one_day(text: str, event: str) -> None:
    assert time_of(text, event) == "2024-05-16"


@pytest.mark.parametrize(
    "text",
    [
        "Salo was convicted of espionage on Thursday. He had been acquitted of treason.",
        "Salo was convicted of espionage in 2023. He was acquitted of treason.",
        "Salo was convicted of espionage on Thursday. The hall was full. He was acquitted of treason.",
    ],
)
def test_a_verdict_of_another_day_is_left_without_one(text: str) -> None:
    assert time_of(text, "acquit") is None


# ---------------------------------------------------------------------------------- accounts and statements


def test_a_paragraph_goes_on_with_what_another_outlet_tells() -> None:
    text = MOSCOW + "Reuters reported that Salo met a Russian officer in Turku. He sold maps to the GRU."
    assert chain(last(text, "transfer_information"))[-1] == "Reuters"


ACCOUNTS = [
    ("By Ida Berg's account, Salo sold maps to the GRU.", "Ida Berg"),
    ("Salo sold maps to the GRU, in the view of the SUPO.", "SUPO"),
    ("In the SUPO's version, Salo sold maps to the GRU.", "SUPO"),
]


@pytest.mark.parametrize(("text", "speaker"), ACCOUNTS)
def test_by_whose_account_a_thing_is_told(text: str, speaker: str) -> None:
    assert chain(last(text, "transfer_information"))[-1] == speaker


def test_an_account_in_the_middle_of_a_sentence_is_of_what_stands_beside_it() -> None:
    text = "Salo sold maps to a friend and, in the SUPO's version, a spy, for a little cash."
    assert last(text, "transfer_information").attribution is None


def test_it_is_the_body_that_has_put_out_a_statement() -> None:
    text = (
        "The Supreme Court said it had heard Salo. Details came in a statement put out by the Interior Ministry. "
        "It said that Salo sold maps to the GRU."
    )
    assert "Interior Ministry" in chain(last(text, "transfer_information"))[-1]


def test_it_is_no_court_that_has_only_ruled() -> None:
    text = (
        "The SUPO said Salo was a spy. The Supreme Court, which upheld the sentence, sat in May. "
        "It said that Salo sold maps to the GRU."
    )
    assert chain(last(text, "transfer_information"))[-1] == "SUPO"


def test_what_somebody_believes_is_no_more_than_possible_on_the_word_of_who_tells_it() -> None:
    claim = last("His lawyer, Olli Aho, said investigators believed that Salo sold maps.", "transfer_information")
    assert (chain(claim)[-2], claim.certainty) == ("Olli Aho", "possible")
    assert "investigators" in chain(claim)[-1].lower()


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Salo is supposed to have sold maps to the GRU.", "alleged"),
        ("Salo is believed to have sold maps to the GRU.", "possible"),
    ],
)
def test_what_is_supposed_to_have_been_is_alleged(text: str, certainty: str) -> None:
    assert last(text, "transfer_information").certainty == certainty


def test_a_body_is_called_by_its_title_where_that_is_printed() -> None:
    text = "Iranian counterintelligence held Erik Salo as a spy for Iran. The Intelligence Ministry told of maps.\n"
    assert read(text + "Salo sold them, the ministry said.", FRIDAY).speakers()[-1] == "Intelligence Ministry"
