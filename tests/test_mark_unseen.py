"""Who is meant in constructions of English that reports on new cases brought up: none is of one case."""

from __future__ import annotations

import pytest

from sayso.mark.parse import parse
from tests.marking import Reading, chain, roles, within
from tests.marking import read as read_alone

FIELD = "\nEspionage cases and arrests of spies who work for a foreign intelligence service are many."


def read(text: str) -> Reading:
    """A text with a last line that makes it a report of the field."""
    return read_alone(text + FIELD)


def targets(sentence: str, event: str) -> list[list[str]]:
    return [roles(c).get("target", []) for c in read(sentence).claims(event)]


# ------------------------------------------------------------------------------ who speaks is not who is accused

MINISTER = (
    "A Latvian army officer has been charged with espionage, Anna Berzina, the defence minister, said on Sunday. "
)


def test_who_tells_of_a_step_in_law_is_not_its_target() -> None:
    told = read(MINISTER + "Ms Berzina said the ministry had referred the case to public prosecutors.")
    assert roles(told.claim("refer"))["target"] == ["Latvian army officer"]


@pytest.mark.parametrize("silence", ["declined to give details of the leaked files", "refused to release any details"])
def test_who_declines_to_give_details_hands_over_no_secrets(silence: str) -> None:
    told = read(f"{MINISTER}She {silence}.")
    assert roles(told.claim("no_comment"))["agent"] == ["Anna Berzina"]
    assert not told.claims("transfer_information")


def test_who_refuses_to_hand_over_secrets_does_comment() -> None:
    assert not within("Orlan refused to give them secrets.").claims("no_comment")


# ----------------------------------------------------------------------------------------------- who does what

FIRST = "A Latvian army officer has been charged with espionage for Russia. "


@pytest.mark.parametrize(
    "source", ["Radio Nord reported", "Europe 3 radio reported", "the newspaper wrote", "prosecutors said"]
)
def test_a_clause_goes_on_behind_who_is_put_into_it(source: str) -> None:
    told = f"The officer was about to return to Riga after a holiday, {source}, and is being held at a prison."
    assert targets(FIRST + told, "detain") == [["Latvian army officer"]]


def test_who_goes_on_to_act_himself_keeps_his_deed() -> None:
    told = read("Radio Nord reported the leak and named Per Lund, a clerk arrested for spying for Russia.")
    assert roles(told.claim("arrest"))["target"] == ["Per Lund"]


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        ("Norway's police said it detained two agents of the SVR accused of passing maps to Russia.", "two agents"),
        ("Prosecutors in Oslo charged a clerk suspected of passing maps to Russia.", "clerk"),
        ("Lund was arrested in Oslo, accused of passing maps to Russia. Per Lund is a clerk.", "Lund"),
    ],
)
def test_a_participle_is_of_the_object_that_it_stands_behind(sentence: str, whom: str) -> None:
    (claim,) = read(sentence).claims("transfer_information")
    assert [name for name in roles(claim)["agent"] if whom in name]


def test_accused_as_a_noun_accuses_nobody() -> None:
    told = read(
        "Two Danes went on trial for spying for Russia. The other accused, Ole Vik, a pilot, had been indicted."
    )
    assert not told.claims("accuse")
    assert roles(told.claim("charge"))["target"] == ["Ole Vik"]


def test_the_accused_of_a_headline_is_still_accused() -> None:
    assert within("Police accused Orlan of spying for Russia.").claims("accuse")


@pytest.mark.parametrize(
    "given", ["has handed a death sentence to", "handed down a life sentence to", "imposed a sentence of ten years on"]
)
def test_a_sentence_that_is_handed_to_somebody_is_of_him(given: str) -> None:
    (whom,) = targets(f"A court in Iran {given} a former clerk for spying, the judiciary said.", "sentence")
    assert whom[0].startswith("former clerk")


def test_who_gets_a_sentence_is_still_who_is_sentenced() -> None:
    assert targets("Lars Lund was handed a life sentence for spying for Iran.", "sentence") == [["Lars Lund"]]


@pytest.mark.parametrize("naming", ["identified by the FBI as", "named by prosecutors as", "identified as"])
def test_suspects_whom_somebody_names_are_those_named(naming: str) -> None:
    first = "The FBI arrested Tom Reed, a sailor, on Monday. "
    told = f"Two other suspects, {naming} navy officer Ann Lee and sailor Bo Dunn, were arrested for espionage."
    assert {"Ann Lee", "Bo Dunn"} <= set(targets(first + told, "arrest")[1])


def test_what_somebody_will_be_able_to_do_is_not_done() -> None:
    first = "Polish prosecutors charged Pavel K. with spying. "
    told = read(first + "He has been jailed since March, which means he will be able to leave prison in May.")
    assert [c.certainty for c in told.claims("release")] == ["possible"]
    done = read(first + "He was able to leave prison in May.")
    assert [c.certainty for c in done.claims("release")] == ["asserted"]


def test_who_is_held_incommunicado_is_detained() -> None:
    told = "Police suspected Lars Lund of spying for Russia. Lund was held incommunicado."
    assert targets(told, "detain") == [["Lars Lund"]]


# --------------------------------------------------------------------------------------------------- headlines


@pytest.mark.parametrize("verb", ["arrests", "charges", "jails", "expels"])
def test_the_verb_of_a_headline_is_no_part_of_a_name(verb: str) -> None:
    told = read(f"FBI {verb} sailor accused of selling Navy secrets to Iran\n\nTom Reed sold secrets, the FBI said.")
    assert not [name for name in told.parties() if verb in name]


@pytest.mark.parametrize(
    "line", ["Police charges figures rose.", "The arms dealer was seen.", "Kiel dock raids damage ships"]
)
def test_other_lines_keep_their_parse(line: str) -> None:
    doc = parse(line)
    assert [t.head.i for t in doc if t.dep_ == "ROOT"]
    assert not [t for t in doc if t.lower_ in {"dealer", "figures"} and t.tag_ == "VBZ"]


# ------------------------------------------------------------------------------------------- bodies of a state

OWNED = "Russia's FSB said it had detained a clerk who passed secrets to the {} of Ukraine's {}."


@pytest.mark.parametrize("body", ["Main Intelligence Directorate", "secret service"])
def test_a_ministry_is_of_the_country_that_owns_it(body: str) -> None:
    parties = read(OWNED.format(body, "defence ministry")).parties()
    assert parties["Ministry of Defence of Ukraine"] == ["Ukraine's defence ministry"]


def test_a_country_that_owns_no_body_stays_with_what_is_of_it() -> None:
    parties = read(
        "The FSB said he passed secrets to the Main Intelligence Directorate of Ukraine's army staff."
    ).parties()
    assert any("Main Intelligence Directorate" in form for forms in parties.values() for form in forms)


def test_it_that_opens_a_sentence_is_who_spoke_last() -> None:
    told = read(
        "Russia's FSB said it had detained a clerk in Omsk. In a statement, the FSB said the clerk had passed secrets "
        "to the defence ministry of Ukraine. It did not provide further detail."
    )
    assert roles(told.claim("no_comment"))["agent"] == ["FSB"]
    assert chain(told.claims("transfer_information")[0])[-1] == "FSB"


# ---------------------------------------------------------------------------------------------- who speaks

SPIED = "Spain's Civil Guard detained a clerk who worked for a Russian spy network. "


@pytest.mark.parametrize("remit", ["secret services", "special services", "intelligence agencies"])
def test_what_an_office_is_for_does_not_speak(remit: str) -> None:
    told = f"The press office of the minister coordinator of {remit} announced that a driver was detained."
    assert "Russia" not in chain(read(SPIED + told).claims("detain")[1])[-1]
    assert remit not in read(SPIED + told).parties()


def test_services_that_act_are_still_a_party() -> None:
    told = read(SPIED + "Head of the secret services Ana Ruiz thanked the guard.")
    assert [name for name, forms in told.parties().items() if "secret services" in forms]


def test_an_office_is_not_a_whole_state() -> None:
    told = read(SPIED + "The office informed a court in Madrid that the clerk had admitted it.")
    assert "Russia" not in chain(told.claim("admit"))[-1]


# ------------------------------------------------------------------------------------------- words of the field


@pytest.mark.parametrize("deed", ["had cooperated with", "spied for"])
def test_who_works_with_a_service_is_won_over_by_it(deed: str) -> None:
    first = "Police in Tbilisi arrested Lasha Beridze, a clerk. "
    told = read(f"{first}Prosecutors said Beridze {deed} Russian secret services.")
    assert "Lasha Beridze" in [n for c in told.claims("recruit") for n in roles(c).get("target", [])]


def test_services_that_work_with_each_other_win_nobody_over() -> None:
    assert not read("The FBI cooperated with the Estonian intelligence service. Police arrested a spy.").claims(
        "recruit"
    )[1:]


@pytest.mark.parametrize("lost", ["was discharged from the army", "was dismissed from his post"])
def test_who_is_discharged_loses_a_post(lost: str) -> None:
    told = read(f"Lasha Beridze, a clerk, was arrested for spying. Beridze {lost} in 2007.")
    assert roles(told.claim("remove_from_post"))["target"] == ["Lasha Beridze"]


def test_photographs_are_taken_on_a_visit_and_are_no_visit() -> None:
    told = read("Two students were arrested for spying. During their visits they took photographs of fighter jets.")
    assert [roles(c)["object"] for c in told.claims("collect") if "object" in roles(c)] == [
        ["photographs of fighter jets"]
    ]
    assert not told.claims("travel")


def test_who_is_found_guilty_is_accused_of_no_more() -> None:
    told = read("A woman of 40 was found guilty of spying for Iran in Haifa, the court said.")
    assert not told.claims("accuse")
    assert told.claims("convict")


# ---------------------------------------------------------------------------------------- one and the other


def test_the_other_is_the_other_of_those_of_whom_one_was_told() -> None:
    told = read(
        "Police in Kyoto arrested Kenji Mori, an engineer, for leaking secrets to Russia. One of the Russian officials "
        "is suspected of having urged Mori to get the data. The other returned to Russia in 2017, police said."
    )
    assert "Kenji Mori" not in roles(told.claim("travel"))["agent"]


def test_brothers_who_are_listed_with_another_are_not_he() -> None:
    told = read(
        "Two brothers surnamed Lu, and another man surnamed Pan, were charged with spying, prosecutors in Tainan said. "
        "The brothers were recruited by Chinese agents."
    )
    assert "Pan" not in [n for c in told.claims("recruit") for n in roles(c).get("target", [])]


# ------------------------------------------------------------------------------------------- what is a judgement

LUND = "Norwegian police arrested Lars Lund, a clerk, on suspicion of spying for Russia. "


@pytest.mark.parametrize(
    "said",
    [
        "The prime minister, Anne Moe, said the case would not damage relations with Moscow.",
        '"This is a serious case and we cannot say more," the minister Anne Moe said.',
        "The professor Ole Vik said that the case shows how serious the threat from Russia is.",
    ],
)
def test_who_speaks_of_a_grave_matter_accuses_nobody(said: str) -> None:
    assert "Moe" not in str([roles(c) for c in read(LUND + said).claims("accuse")])
    assert "Vik" not in str([roles(c) for c in read(LUND + said).claims("accuse")])


@pytest.mark.parametrize(
    "said",
    [
        '"This defendant was a danger to the whole country," the prosecutor Anne Moe said.',
        '"This was a shameful deed," the minister Anne Moe said.',
    ],
)
def test_who_judges_the_accused_or_the_deed_accuses(said: str) -> None:
    assert "Anne Moe" in [n for c in read(LUND + said).claims("accuse") for n in roles(c)["agent"]]


# ------------------------------------------------------------------------------------- the headline and the lead


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Swedish espionage suspect worked for Iran", "A Swedish soldier was detained in Malmo for espionage."),
        (
            "Resident of Omsk Region Detained for Treason",
            "A resident of the Omsk region has been detained for treason.",
        ),
        ("Teacher held over spying", "Police in Graz arrested a 30-year-old woman for spying for Russia."),
    ],
)
def test_who_stands_in_a_headline_is_whom_the_lead_brings_in(headline: str, lead: str) -> None:
    told = read(f"{headline}\n\n{lead}")
    accused = [e for e in told.marks.entities if e.kind == "unnamed" and len(e.mentions) > 1]
    assert [e.mentions[0].span.start for e in accused][:1] < [len(headline)]


@pytest.mark.parametrize(
    "lead",
    [
        "A Danish soldier was detained in Malmo for espionage.",
        "Another Swedish soldier was detained in Malmo for espionage.",
    ],
)
def test_others_in_the_lead_are_not_who_stands_in_the_headline(lead: str) -> None:
    told = read(f"Swedish espionage suspect worked for Iran\n\n{lead}")
    assert ["Swedish espionage suspect"] in told.parties().values()


# --------------------------------------------------------------------------------------- who somebody is

LEAD = "Dutch police arrested {}, an analyst, on suspicion of divulging state secrets to Morocco. "


def test_a_capital_alone_is_whose_surname_is_withheld_so() -> None:
    told = read(LEAD.format("Ali el M") + "M was in contact with a Moroccan agent, the prosecution said.")
    assert "M" in told.parties()["Ali el M"]
    assert roles(told.claim("meet"))["agent"] == ["Ali el M"]


def test_a_capital_alone_is_not_who_is_printed_with_a_full_stop() -> None:
    told = read(LEAD.format("Jan P.") + "Vitamin P was found at his home.")
    assert "P" not in told.parties()["Jan P."]


@pytest.mark.parametrize(
    ("work", "cell"),
    [
        ("A captain stationed at a NATO base in Italy", ("employer", "NATO base")),
        ("A member of the Belgian army", ("occupation", "member of the Belgian army")),
    ],
)
def test_for_whom_a_nameless_accused_works(work: str, cell: tuple[str, str]) -> None:
    assert cell in read(f"{work} was charged with spying for Russia.").cells()


def test_members_of_a_sect_have_no_work_by_that() -> None:
    cells = read("A member of a chess club was charged with spying for Russia.").cells()
    assert not [value for slot, value in cells if slot == "occupation"]


def test_half_a_word_and_a_line_of_capitals_are_no_occupation() -> None:
    told = read(
        "GEORGIA HOLDS FORMER ARMY OFFICIAL AS SPY\n\nLasha Beridze, a former lieutenant-colonel in the army, was "
        "arrested for spying for Iran."
    )
    occupations = [value for slot, value in told.cells() if slot == "occupation"]
    assert occupations == ["former lieutenant-colonel in the army"]


@pytest.mark.parametrize("deed", ["announced the detention of", "reported the arrest of", "detained"])
def test_on_suspicion_of_is_said_of_who_is_seized(deed: str) -> None:
    told = read(
        f"Russia's FSB {deed} a welder from Omsk on suspicion of passing information to Ukraine's secret service."
    )
    (claim,) = told.claims("transfer_information")
    assert roles(claim)["agent"] == ["welder"] or roles(claim)["agent"][0].startswith("welder")


def test_who_works_for_another_state_is_won_over_by_it() -> None:
    told = read("A Swedish clerk suspected of espionage appears to have been working for Russia, the prosecutor said.")
    assert roles(told.claims("recruit")[0])["target"] == ["Swedish clerk"]


def test_who_works_for_a_ministry_of_another_state_has_a_job() -> None:
    told = read("A Swedish clerk suspected of espionage had worked for Norway's railways, the prosecutor said.")
    assert "Swedish clerk" not in [n for c in told.claims("recruit") for n in roles(c).get("target", [])]
