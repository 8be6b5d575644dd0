"""Descriptions that are of somebody else than the one whom a report names."""

from __future__ import annotations

from tests.marking import Reading, read, roles


def targets(reading: Reading, event: str) -> list[list[str]]:
    return [roles(c).get("target", []) for c in reading.claims(event)]


def test_a_false_name_is_not_the_accused_of_the_lead() -> None:
    first = "A senior engineer of a shipyard was arrested on espionage charges, police said.\n"
    told = "In September a soldier was caught by an agent with the fake name of Rita Solberg. Police arrested him."
    reading = read(first + told)
    assert targets(reading, "arrest")[0] == ["senior engineer of a shipyard"]


def test_a_spokesman_is_not_the_accused_of_the_lead() -> None:
    first = "A Danish trade official was arrested and charged with spying, police said.\n"
    told = "The clerk was dismissed, said company spokesman Karl Aanes. Aanes denied the report."
    assert targets(read(first + told), "charge") == [["Danish trade official"]]


def test_who_is_told_of_among_other_cases_is_not_whom_the_report_is_about() -> None:
    first = "Tora Zander is a spy, a paper said. Zander worked for Russia, it said. Zander was accused of espionage.\n"
    told = "There was a string of cases, among them one in which a Danish-born professor was arrested.\nZander left."
    assert targets(read(first + told), "arrest") == [["Danish-born professor"]]


def test_the_same_words_with_of_are_the_same_person() -> None:
    first = "Police arrested a former worker of a toolmaker on suspicion of espionage. "
    told = "The former worker of the toolmaker was charged with spying. The former worker of the toolmaker was tried."
    reading = read(first + told)
    assert targets(reading, "charge") == targets(reading, "try") != [[]]


def test_a_husband_of_the_title_is_the_husband_whom_the_report_names() -> None:
    title = "Soldier and husband are accused of spying for Russia\n\n"
    told = "Tora Zander, 40, and her husband, Olaf Zander, 62, are citizens of Denmark.\n"
    reading = read(title + told)
    assert "husband" not in {name for names in targets(reading, "accuse") for name in names}
