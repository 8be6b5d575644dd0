"""What sentences of other reports than the first ones taught: who does what, in grammar that news is full of.

Each test is one construction; the sentences are written for it.
"""

from __future__ import annotations

import pytest

from tests.marking import read, roles, said_in

HELD = "Czech police arrested Robert Dostal, 41, an engineer, on suspicion of espionage for a foreign service."


def done(sentence: str, event: str) -> dict[str, list[str]]:
    """The roles of the one claim of an event in a sentence that follows the arrest of Dostal."""
    found = [c for c in read(f"{HELD}\n{sentence}").claims(event) if c.evidence.start > len(HELD)]
    assert len(found) == 1, [(c.event, roles(c)) for c in found]
    return roles(found[0])


@pytest.mark.parametrize(
    ("sentence", "event", "role", "whom"),
    [
        ("Prosecutors laid ten counts of espionage against Dostal.", "charge", "target", "Robert Dostal"),
        ("Prosecutors dropped all charges of spying for Norway against Dostal.", "dismiss", "target", "Robert Dostal"),
        ("Dostal was on the payroll of the GRU.", "recruit", "agent", "GRU"),
        (
            "The court found Dostal guilty of passing secrets to the GRU.",
            "transfer_information",
            "agent",
            "Robert Dostal",
        ),
        (
            "Dostal was cleared of breaching official secrecy for passing documents to a party aide.",
            "transfer_information",
            "agent",
            "Robert Dostal",
        ),
        ("Iran has hanged a clerk it claims spied for the Mossad.", "collect", "agent", "clerk"),
        (
            "Dostal was given 300 crowns for handing documents to the GRU.",
            "transfer_information",
            "agent",
            "Robert Dostal",
        ),
        ("A number of sailors were arrested for espionage.", "arrest", "target", "sailors"),
        ("The GRU hired Dostal through a friend to spy on the port.", "collect", "agent", "Robert Dostal"),
        ("Dostal was found guilty of espionage and given nine years in prison.", "sentence", "target", "Robert Dostal"),
    ],
)
def test_who_stands_in_a_role(sentence: str, event: str, role: str, whom: str) -> None:
    assert whom in done(sentence, event)[role]


def test_an_aim_behind_its_object_is_what_somebody_is_tasked_with() -> None:
    assert done("The GRU ordered Dostal to get hold of the plans.", "task")["target"] == ["Robert Dostal"]


def test_two_journeys_joined_are_two() -> None:
    text = f"{HELD}\nDostal flew to Moscow in May but returned to Russia in August."
    assert len(read(text).claims("travel")) == 2


def test_the_step_that_is_only_asked_for_is_none_wherever_it_is_joined() -> None:
    asked = said_in("Norway had asked Iran to stop the trial and to release Orlan at once.")
    assert "release" not in {c.event for c in asked}


def test_what_is_still_to_come_is_possible() -> None:
    (claim,) = [c for c in said_in("Orlan is to be sentenced at a later date.") if c.event == "sentence"]
    assert claim.certainty == "possible"


def test_awaiting_trial_is_no_trial_yet() -> None:
    (claim,) = [c for c in said_in("Orlan is awaiting trial in Oslo.") if c.event == "try"]
    assert claim.certainty == "possible"


def test_i_in_a_quotation_is_the_speaker() -> None:
    found = [c for c in said_in('"I admit that I made a mistake," Orlan told the court.') if c.event == "admit"]
    assert found and all(roles(c)["agent"] == ["Viktor Orlan"] for c in found)


def test_for_instance_is_for_nobody() -> None:
    (claim,) = [c for c in said_in("The GRU asked Orlan for instance to photograph the bridge.") if c.event == "task"]
    assert "instance" not in str(roles(claim))


def test_a_denial_inside_a_denial_is_one() -> None:
    found = [c for c in said_in("Orlan insists that he is not a spy.") if c.event == "deny"]
    assert len(found) == 1


def test_data_that_a_relative_clause_is_about_are_what_is_handed_over() -> None:
    told = said_in("Orlan copied the documents that he later handed to an officer of the GRU.")
    assert "transfer_information" in {c.event for c in told}


def test_a_bullet_begins_a_sentence() -> None:
    text = f"{HELD}\n• Dostal allegedly gave secret documents to the GRU."
    assert roles(read(text).claim("transfer_information"))["agent"] == ["Robert Dostal"]


# ------------------------------------------------------------------------------------------------ who is who


def test_who_wrote_the_report_is_nobody_in_it() -> None:
    text = (
        "Engineer held for spying\n\nBy Mark Trevor\n\nPolice arrested Robert Dostal on suspicion of espionage for the "
        "GRU. He had protested his innocence.\n\n(Reporting by Mark Trevor; editing by Ana Holm)"
    )
    assert not {"Mark Trevor", "Ana Holm"} & set(read(text).parties())
    assert roles(read(text).claim("deny"))["agent"] == ["Robert Dostal"]


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    text = "By Tuesday evening Robert Dostal had been arrested for espionage. Dostal denies it."
    assert "Robert Dostal" in read(text).parties()


def test_the_arrested_man_is_who_he_is_said_to_be() -> None:
    text = (
        "German police arrested a clerk of the army on suspicion of spying for Russia.\n"
        "The arrested man is Thomas Halm, a German citizen."
    )
    assert roles(read(text).claim("arrest"))["target"] == ["Thomas Halm"]


def test_a_nameless_man_whom_the_next_sentence_names_is_that_man() -> None:
    text = (
        "Guard admits spying for Russia\n\nDavid Marsh, 58, was driven by hatred, prosecutors said.\n\n"
        "The embassy is near the river.\n\nIt was built long ago.\n\nVisitors see it from the bridge.\n\n"
        "A British man has pleaded guilty to eight offences of espionage.\n\n"
        "Marsh, who lived in Potsdam, was extradited in May."
    )
    assert roles(read(text).claim("convict"))["agent"] == ["David Marsh"]


def test_a_lawyer_s_client_is_the_accused() -> None:
    told = said_in("Anna Holm, a lawyer, said her client had never met a handler.")
    assert "Viktor Orlan" in str([roles(c) for c in told])


def test_an_undercover_officer_is_no_accused() -> None:
    text = (
        "A soldier was found guilty of espionage by a military court.\nHe had offered maps to an undercover officer "
        "who posed as an agent of a foreign service. The soldier was arrested at once."
    )
    assert {r for c in read(text).claims("arrest") for r in roles(c)["target"]} == {"soldier"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Russian physicist Anatol Maslen was found guilty of treason and espionage.", "Anatol Maslen"),
        ("Lawyer Yegor Smirnik said the charges of espionage were false.", "Yegor Smirnik"),
        ("Shin Bet said it had arrested Moti Merran of Ashkelon for spying for Iran.", "Moti Merran"),
        ("The court sentenced Soek, a former director of a trade union, to nine years for espionage.", "Soek"),
    ],
)
def test_whose_name_it_is(text: str, name: str) -> None:
    assert read(text).entity(name).kind == "person"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (
            "Russia's FSB arrested a spy. A retired Norwegian border guard was convicted of espionage on Tuesday.",
            "A retired Norwegian border guard",
        ),
        ("Prosecutors had accused five Russian diplomats of espionage.", "five Russian diplomats"),
    ],
)
def test_some_of_a_body_s_people_are_people(text: str, target: str) -> None:
    (claim,) = [c for c in read(text).marks.claims if c.event in {"convict", "accuse"}]
    named = roles(claim)["target"]
    assert [n.removeprefix("A ") for n in named] == [target.removeprefix("A ")]


def test_a_weekday_is_no_part_of_a_body_s_name() -> None:
    text = "On Wednesday German criminal police arrested a clerk on suspicion of espionage."
    assert not [name for name in read(text).parties() if name.startswith("Wednesday")]


def test_the_town_of_a_dateline_is_nobody() -> None:
    text = "MANILA - Officers have arrested a Chinese citizen, Deng Yu, on suspicion of espionage."
    assert "MANILA" not in read(text).parties()


def test_the_prosecution_is_the_prosecutors_of_the_state_that_acts() -> None:
    text = (
        "Italian police arrested Walter Bianchi for selling NATO secrets.\n"
        "The prosecution said that Bianchi had been caught spying."
    )
    assert "NATO" not in {c.chain[-1].speaker for c in read(text).marks.claims if c.chain}


@pytest.mark.parametrize(
    "text",
    [
        "The former Austrian official Egon Otter is on trial in Vienna for spying for Russia. A German firm had paid "
        "him and German police looked for his friend. Prosecutors allege that he sold secrets.",
        "The guard was extradited to the United Kingdom after German police had arrested him at a German railway "
        "station near a German town for spying. Prosecutors allege that he sold secrets to Russia.",
    ],
    ids=["on trial in", "extradited to"],
)
def test_where_somebody_is_tried_tells_whose_prosecutors_speak(text: str) -> None:
    prosecutors = [e.country for e in read(text).marks.entities if "rosecut" in e.name and e.mentions]
    assert prosecutors and "DE" not in prosecutors


# ------------------------------------------------------------------------------------------------ cells


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (
            "A Swedish tech consultant was sentenced on Monday for spying for Russia, a court in Gothenburg said.",
            ("nationality", "Swedish"),
        ),
        (
            "A New Zealand soldier was found guilty of espionage. The spy had been arrested in May.",
            ("nationality", "New Zealand"),
        ),
        (
            "Algis Palek, a Lithuanian ex-politician charged with spying for Russia, spoke in court.",
            ("nationality", "Lithuanian"),
        ),
    ],
)
def test_a_nation_is_told_before_any_noun_for_a_person(text: str, cell: tuple[str, str]) -> None:
    assert cell in read(text).cells()


def test_an_employer_is_named_though_the_parser_saw_no_name() -> None:
    text = (
        "Police arrested Vik Morov, a professor at the University of Tartu, for espionage. Morov used to work at "
        "St Petersburg State University."
    )
    employers = {value for slot, value in read(text).cells() if slot == "employer"}
    assert employers == {"University of Tartu", "St Petersburg State University"}


# ------------------------------------------------------------------------------------------------ is it of the field


def test_a_plot_in_the_news_is_no_thriller() -> None:
    text = (
        "Shin Bet foiled a plot backed by Iran. The plot was aimed at ministers, and for the plot the suspect, Moti "
        "Merran, was arrested for contacts with Iranian intelligence. Whoever hatched the plot is not known; the plot "
        "failed."
    )
    assert read(text).claims("arrest")


# ------------------------------------------------------------------------------------------------ never harder


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Should Orlan be found guilty, he will lose his pension.", "convict"),
        ("Only a convicted man can be pardoned, Orlan was told.", "release"),
    ],
)
def test_what_would_be_has_not_been(sentence: str, event: str) -> None:
    assert {c.certainty for c in said_in(sentence) if c.event == event} <= {"possible"}


def test_bail_that_is_turned_down_frees_nobody() -> None:
    (claim,) = [c for c in said_in("A court in Oslo turned down the bail plea of Orlan.") if c.event == "bail"]
    assert claim.polarity == "negative"


def test_what_the_law_allows_is_no_sentence() -> None:
    told = said_in("The charges bring a jail term of 10 to 15 years.")
    assert not [c for c in told if c.event == "sentence" and c.certainty != "possible"]


# ------------------------------------------------------------------------------------------------ when


@pytest.mark.parametrize(
    "sentence",
    [
        "Orlan was convicted of espionage on Tuesday by a court in Oslo and sentenced to nine years in prison.",
        "Orlan was found guilty of espionage and given nine years in prison on Tuesday.",
    ],
)
def test_a_verdict_and_its_sentence_told_in_one_breath_are_of_one_day(sentence: str) -> None:
    told = said_in(sentence, published="2024-05-23")
    dates = {c.event: c.time.value for c in told if c.time and c.event in {"convict", "sentence"}}
    assert dates == {"convict": "2024-05-21", "sentence": "2024-05-21"}


def test_a_name_far_below_is_not_the_nameless_accused_s_of_the_lead() -> None:
    text = "A scientist was arrested for espionage by the police in Pune.\n" + "The weather was fine that day.\n" * 12
    text += (
        "In 2022 a driver was trapped by an agent with the name of Riya Sharma, and the police arrested him for spying."
    )
    (first, *_) = read(text).claims("arrest")
    assert roles(first)["target"] == ["scientist"]


def test_the_israeli_is_the_accused_of_that_nation() -> None:
    text = (
        "An Israeli citizen was arrested on suspicion of spying for Iran, Shin Bet said.\n"
        "Iranian agents asked the Israeli to photograph a base."
    )
    assert roles(read(text).claim("task"))["target"] == ["Israeli citizen"]


def test_whom_the_news_names_last_is_not_set_beside_its_subject_over_the_verb() -> None:
    text = (
        "Police announced that an Israeli had been arrested on suspicion of having been recruited by Iran to plot the "
        "killing of officials, Prime Minister Binyamin Nathan among them. The spy is held."
    )
    assert roles(read(text).claim("arrest"))["target"] == ["Israeli"]


@pytest.mark.parametrize(
    "caption",
    ["Belarus had said that the judge had come over (Wojtek RADWAN)", "Wojtek Radwan / AFP", "Photo by Wojtek Radwan"],
)
def test_who_took_the_picture_is_nobody(caption: str) -> None:
    text = f"{caption}\nA judge of Poland, Tomasz Schmidt, is accused of spying for Belarus. He denies it."
    assert not [name for name in read(text).parties() if "Radwan" in name or "RADWAN" in name]


def test_where_a_body_is_stands_in_nobody_s_description() -> None:
    text = "A former guard at the United States embassy in Oslo was arrested for espionage. The spy denies it."
    assert roles(read(text).claim("arrest"))["target"] == ["former guard at the United States embassy"]
