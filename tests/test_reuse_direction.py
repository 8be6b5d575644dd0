"""Who has it from whom, why, and what is flagged."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.model import Entity, RelayRecord
from sayso.trace.reuse import Profile, copy_relay, retold_relays
from tests.reuse_reports import DOMAIN, OTHER, STORY, profile

TEXT = " ".join(STORY)


def relay(a: Profile, b: Profile) -> RelayRecord:
    found = copy_relay(a, b, (), DOMAIN)
    assert found
    return found


def test_unknown_stays_unknown() -> None:
    found = relay(profile("a", TEXT), profile("b", TEXT))
    assert (found.directed, found.flags) == (False, ())
    assert found.explanation.endswith("nothing tells who has it from whom")


def test_the_later_of_two_dates_is_the_copy() -> None:
    found = relay(profile("a", TEXT, date="2024-05-03"), profile("b", TEXT, date="2024-05-02"))
    assert (found.source, found.target, found.directed) == ("b", "a", True)
    assert "dated 2024-05-02" in found.explanation


def test_dates_of_one_day_and_dates_without_a_day_tell_nothing() -> None:
    for one, other in (("2024-05-02", "2024-05-02"), ("2024-04", "2024-05"), ("2024-05", "2024-05-02")):
        assert not relay(profile("a", TEXT, date=one), profile("b", TEXT, date=other)).directed


def test_a_credit_outweighs_a_date_and_shows_that_the_date_is_false() -> None:
    found = relay(
        profile("a", TEXT, outlet="Sarn Courier", date="2024-05-09"),
        profile("b", TEXT, "Sarn Courier", outlet="Grint Post", date="2024-05-01"),
    )
    assert (found.source, found.target, found.flags) == ("a", "b", ("false_date",))
    assert "Grint Post credits Sarn Courier" in found.explanation


def test_a_copy_without_credit_is_flagged_and_one_with_credit_is_not() -> None:
    source = profile("a", TEXT, outlet="Sarn Courier", date="2024-05-01")
    assert relay(source, profile("b", TEXT, outlet="Grint Post", date="2024-05-02")).flags == ("uncredited",)
    assert relay(source, profile("b", TEXT, "Sarn Courier", outlet="Grint Post", date="2024-05-02")).flags == ()


def test_two_that_credit_one_agency_go_back_to_it() -> None:
    one = profile("a", TEXT, "Agence France-Presse", outlet="Sarn Courier", date="2024-05-01")
    two = profile("b", TEXT, "Agence France-Presse", outlet="Grint Post", date="2024-05-02")
    found = relay(one, two)
    assert (found.directed, found.wire, found.flags) == (False, "Agence France-Presse", ())
    assert "both go back to Agence France-Presse" in found.explanation


def test_a_state_agency_that_carries_the_statement_is_no_wire_behind_two_accounts() -> None:
    one, two = (profile(r, TEXT, "TASS", date=f"2024-05-0{n}") for n, r in enumerate("ab", 1))
    assert relay(one, two).wire is None


def test_an_outlet_that_only_speaks_in_two_reports_is_no_wire_behind_them() -> None:
    def speaking(report: str, date: str) -> Profile:
        one = profile(report, TEXT, date=date)
        outlet = Entity(name="Sarn Courier", kind="outlet")
        said = replace(one.marked.marks.attributions[0], speaker=0)
        return Profile(
            replace(one.marked, marks=replace(one.marked.marks, entities=(outlet,), attributions=(said,))), DOMAIN
        )

    found = relay(speaking("a", "2024-05-01"), speaking("b", "2024-05-02"))
    assert (found.wire, found.directed) == (None, True)


def test_a_name_that_only_one_spells_in_two_ways_is_garbled_there() -> None:
    wrong = TEXT.replace("Thale travelled", "Thalle travelled")
    found = relay(profile("a", wrong), profile("b", TEXT))
    assert (found.source, found.target) == ("b", "a")
    assert "“thale” has become “thalle”" in found.explanation


def test_a_text_that_breaks_off_and_is_a_part_of_the_other_is_the_copy() -> None:
    found = relay(profile("a", " ".join(STORY[:4])[:-9]), profile("b", TEXT))
    assert (found.source, found.target, found.directed) == ("b", "a", True)
    assert "breaks off" in found.explanation


def test_an_address_that_repeats_the_others_and_adds_to_it_is_the_copys() -> None:
    slug = "clocks-and-radios-in-the-harbour-of-velm"
    one = profile("a", TEXT, url=f"https://mirror.example/x/{slug}-htmlns1")
    two = profile("b", TEXT, url=f"https://courier.example/{slug}.html")
    assert relay(one, two).source == "b"


def test_of_two_versions_of_one_address_the_one_retrieved_first_is_the_source() -> None:
    url = "https://courier.example/1"
    found = relay(profile("a", TEXT, url=url, seen="2024-05-04"), profile("b", TEXT, url=url, seen="2024-05-03"))
    assert (found.source, found.target) == ("b", "a")


def test_a_date_in_the_future_tells_nothing_and_is_flagged_in_a_copy() -> None:
    source = profile("a", TEXT, outlet="Sarn Courier", date="2024-05-01")
    copy = profile("b", TEXT, "Sarn Courier", date="2099-01-01", seen="2024-06-01")
    assert relay(source, copy).flags == ("false_date",)
    assert not relay(
        profile("a", TEXT, date="2024-05-01"), profile("b", TEXT, date="2099-01-01", seen="2024-06-01")
    ).directed


def test_the_same_monday_in_reports_months_apart_shows_a_false_date() -> None:
    found = relay(profile("a", TEXT, date="2024-05-01"), profile("b", TEXT, date="2024-08-01"))
    assert (found.target, found.flags) == ("b", ("false_date",))


def test_a_report_dated_before_what_it_tells_is_the_copy() -> None:
    text = TEXT.replace("on Monday", "on 6 May")
    source, copy = (profile(r, text, date=d) for r, d in (("b", "2024-05-07"), ("a", "2024-05-02")))
    found = relay(source, copy)
    assert (found.source, found.target, found.flags) == ("b", "a", ("false_date",))
    assert "before “6 may”" in found.explanation


def test_what_is_still_to_come_is_told_before_it() -> None:
    hearing = "A hearing in the harbour court of Velm is set for 6 May before three judges."
    text = f"{TEXT.replace('on Monday', 'at noon')} {hearing}"
    found = relay(profile("b", text, date="2024-05-07"), profile("a", text, date="2024-05-02"))
    assert (found.source, found.target, found.flags) == ("a", "b", ())


def test_a_name_that_the_earlier_garbles_makes_its_date_doubtful_and_two_outweigh_it() -> None:
    wrong = TEXT.replace("Thale travelled", "Thalle travelled")
    once = relay(profile("a", wrong, date="2024-05-01"), profile("b", TEXT, date="2024-05-03"))
    assert (once.directed, once.flags) == (False, ("doubtful_date",))
    both = f"{TEXT} Velm waits."
    twice = relay(
        profile("a", both.replace("Thale travelled", "Thalle travelled").replace("in Velm ordered", "in Welm ordered"),
                date="2024-05-01"),
        profile("b", both, date="2024-05-03"),
    )  # fmt: skip
    assert (twice.source, twice.flags) == ("b", ("false_date",))


# ---------------------------------------------------------------------------------------------- retellings

TOLD = (  # accounts of one statement
    "Velm holds the clock restorer Oskar Thale. Radio parts had lain beneath straw in a crate of his, the "
    "Northern Bureau says. Customs men opened it by chance when a rope broke. The bureau gives no word on whom he"
    " served, and his lawyer could not be reached by telephone for two days. A hearing is expected before Easter.",
    "Espionage fears have come to a quiet coast. In a release the Northern Bureau reports that restorer Oskar "
    "Thale was arrested after inspectors came upon radio parts. Shopkeepers speak of a shy customer who paid in "
    "coins. Opposition leaders want the minister to explain why nobody acted sooner, while the police union asks "
    "for larger patrol boats.",
    "A man of Velm who restores clocks has been taken into custody, the Northern Bureau announced. Oskar Thale is"
    " thought to have shipped radio parts. Neither the embassy that is suspected nor the guild of clockmakers "
    "would comment. It is the third such arrest since spring, after those of a pilot and a typist, who have both "
    "been let go for want of proof.",
    "Radio parts and a restorer named Oskar Thale are at the centre of an inquiry of the Northern Bureau. "
    "Prosecutors will have to show that he knew what he sent. Legal scholars doubt that the statute on foreign "
    "signals covers spare parts. In Velm the harbour master promised new scales and lamps, and said that every "
    "box will be weighed from now on.",
)
ORIGINAL = (
    "A lighthouse keeper on Sarn first noticed the parcels. Oskar Thale, the restorer, brought them every second "
    "week in a green rowing boat. Inside a hollow buoy lay nine hundred marks. Seventeen notebooks full of "
    "columns have baffled the mathematicians of Velm. His landlady, Mrs Drury, recalls the smell of solder. The "
    "Northern Bureau is silent."
)
RETOLD = (
    "The parcels were spotted by the keeper of the Sarn lighthouse. It was a green rowing boat in which the "
    "restorer Oskar Thale came with them, once a fortnight. The hollow buoy held nine hundred marks. "
    "Mathematicians in Velm are baffled by columns in seventeen notebooks. Mrs Drury, who let rooms to him, "
    "remembers a smell of solder. From the Northern Bureau comes nothing."
)


def retellings(**texts: str) -> list[RelayRecord]:
    return retold_relays({report: profile(report, text) for report, text in texts.items()}, DOMAIN)


def test_a_retelling_is_told_from_accounts_of_one_statement() -> None:
    accounts = {f"s{n}": text for n, text in enumerate(TOLD)}
    (found,) = retellings(**accounts, o=ORIGINAL, r=RETOLD)
    assert ({found.source, found.target}, found.kind) == ({"o", "r"}, "paraphrase")
    assert found.passages


def test_what_all_accounts_of_a_case_tell_makes_none_a_retelling() -> None:
    assert retellings(**{f"s{n}": text for n, text in enumerate(TOLD)}) == []


def test_reports_weeks_apart_tell_different_news() -> None:
    accounts = {f"s{n}": profile(f"s{n}", text) for n, text in enumerate(TOLD)}
    late = {"o": profile("o", ORIGINAL, date="2024-01-01"), "r": profile("r", RETOLD, date="2024-02-01")}
    assert retold_relays(accounts | late, DOMAIN) == []


def test_reports_that_credit_different_agencies_need_more_to_be_retellings() -> None:
    accounts = {f"s{n}": profile(f"s{n}", text) for n, text in enumerate(TOLD)}
    weak = ". ".join([*RETOLD.split(". ")[:4], *OTHER])

    def found(one: str, other: str) -> int:
        pair = {"o": profile("o", ORIGINAL, one), "r": profile("r", weak, other)}
        return len(retold_relays(accounts | pair, DOMAIN))

    assert found("Agence France-Presse", "Agence France-Presse") == 1
    assert found("Agence France-Presse", "Reuters") == 0
