"""Deeds of the accused and ways of speaking, each in many words and constructions of the news of all countries."""

from __future__ import annotations

import pytest

from tests.marking import roles, said_in

# Whose deed it is must be found too: the accused does it, or it is said of them.
OF_ACCUSED = ("collect", "transfer_information", "meet", "travel", "cover", "accuse", "admit")

TOLD = {
    "collect": [
        "Orlan had been siphoning off drawings of a new torpedo for three years.",
        "According to the FSB, Orlan was gathering information on the deployment of air defence units.",
        "Orlan flew a drone over a shipyard where submarines are built.",
        "Orlan had been snooping on Uyghurs in Germany.",
        "Orlan noted down the registration plates of vehicles entering the base.",
        "Orlan tailed a Bulgarian reporter across Europe.",
        "Orlan exfiltrated source code from the servers of his employer.",
        "Orlan got his hands on the flight schedules of military transport aircraft.",
        "Orlan elicited details of a satellite programme from a former classmate.",
        "Orlan scanned blueprints at night while the office was empty.",
        "Orlan engaged in illegal intelligence gathering, the state security bureau announced.",
        '"I wrote down everything I saw at the port," Orlan told investigators.',
        "Orlan allegedly gathered sensitive details about a naval dockyard and its workers.",
        "For months Orlan had been quietly photographing Patriot batteries.",
        "Orlan broke into the computer of a superior.",
        "Orlan was tasked with and carried out surveillance of an Israeli diplomat.",
    ],
    "transfer_information": [
        "Orlan slipped secret papers to Russia through a go-between.",
        "Orlan dropped the coordinates of hospitals to an enemy chat.",
        "Orlan transmitted to his curator geolocations of checkpoints.",
        "Orlan left the memory card in a dead drop in a park.",
        "Orlan peddled secrets to the highest bidder.",
        "Orlan attempted to pass defence information to a foreign government.",
        "Orlan blew the cover of two officers in Tehran.",
        "Orlan was supplying Pakistani handlers with videos of cantonments.",
        "Orlan informed on fellow dissidents.",
        "Documents provided by Orlan ended up in Minsk.",
        "In return for cash, Orlan turned over a hard drive full of secret files.",
        "Orlan illegally provided seven confidential state secrets to overseas organisations.",
        "Orlan emailed blueprints of a radar to an address in Shanghai.",
        "Orlan shared pictures of INS warships on WhatsApp with a Pakistani number.",
        "Orlan supplied Hezbollah with maps.",
        "Orlan handed the Russians a folder full of air force secrets.",
    ],
    "meet": [
        "Orlan held clandestine meetings with a Russian military attache in parks and restaurants.",
        "Orlan was introduced to an Iranian agent at a trade fair.",
        "Orlan made the acquaintance of a foreign consultant.",
        "Contact was established through LinkedIn with Orlan by a recruiter.",
        "A stranger messaged Orlan on LinkedIn and offered him a consulting job.",
        "Orlan maintained ties with an officer of the Chinese security service.",
        "Orlan befriended a Pakistani woman on Facebook.",
        "Orlan had an affair with a Chinese spy.",
        "Orlan saw his handler several times a year.",
        "Orlan reached out to the Russian consulate on his own initiative.",
        "Orlan walked into the Chinese consulate.",
        "Orlan conversed in code with his controller.",
        "Orlan travelled to Vienna, where he met his case officer.",
        "Orlan and the attache met in a restaurant in Gothenburg.",
        "Through a dating site Orlan met a woman who worked for the ISI.",
        "An FSB officer got in touch with Orlan.",
    ],
    "travel": [
        "Orlan made several trips to Tehran.",
        "Orlan boarded a plane to Hong Kong.",
        "Orlan headed for Turkey.",
        "Orlan escaped to Russia.",
        "Orlan came to Norway in 2021.",
        "Orlan emigrated to Israel.",
        "Orlan stayed in Russia for a month.",
        "On a trip to Azerbaijan, Orlan met them.",
        "Orlan was flown to Moscow by his handlers.",
        "Orlan travelled by car from Sumy to Kyiv.",
        "Orlan commuted between Vienna and Moscow.",
        "A trip to Dubai followed, and Orlan stayed at a hotel.",
        "Orlan had crossed into Turkey by boat.",
        "Orlan was flown out to Iran by way of Azerbaijan.",
        "After the divorce Orlan moved to Minsk.",
        "Orlan regularly visited Kaliningrad.",
    ],
    "cover": [
        "Orlan worked under diplomatic cover.",
        "Orlan passed himself off as a student.",
        "Disguised as a fisherman, Orlan watched the port.",
        "Orlan travelled on a forged Bulgarian passport.",
        "Orlan claimed to be a Peruvian.",
        "Orlan ran a travel agency as a front.",
        "Orlan used a restaurant as a front for spying.",
        "Orlan led a double life.",
        "Orlan was officially registered as an embassy driver.",
        "Orlan hid his true identity.",
        "Orlan did it under the pretext of academic exchange.",
        "Orlan was masquerading as a refugee.",
        "Orlan worked in the embassy under the cover of a trade representative.",
        "Orlan hid behind the identity of a Canadian academic.",
        "Orlan carried a passport in a false name.",
        "Orlan claimed he was a Mexican biologist.",
    ],
    "accuse": [
        "The SBU accuses Orlan of treason.",
        "The ministry described Orlan as a spy.",
        "Orlan is believed to have spied for China.",
        "Orlan stands accused of spying.",
        "Orlan was under suspicion of spying for Iran.",
        "The intelligence service unmasked Orlan.",
        "Orlan was caught red-handed.",
        "Prosecutors levelled espionage accusations at Orlan.",
        "Orlan betrayed the trust placed in him, the prosecutor said.",
        "Orlan was identified as an officer of the GRU.",
        "A defector fingered Orlan as the mole.",
        "Orlan was implicated in a spy scandal.",
        "Orlan stands suspected of high treason.",
        "Tehran calls Orlan a master spy.",
        "Orlan betrayed his oath, the judge said.",
        "The minister accused Orlan of selling out the country.",
    ],
    "deny": [
        "Orlan denies the charges.",
        "Orlan pleaded not guilty.",
        "Orlan did not admit guilt.",
        "Orlan contests the accusation.",
        '"I have done nothing wrong," Orlan wrote.',
        "Orlan said he had never worked for Russia.",
        "Orlan dismissed the allegations as a fantasy.",
        "Orlan disclaimed any knowledge of the plan.",
        "Orlan recanted his confession.",
        'Beijing said the allegations were "pure fabrication" and "malicious slander".',
        "The Kremlin said it had nothing to do with the case of Orlan.",
        "The lawyer for Orlan says the charges are baseless.",
        '"My client is not a spy," the lawyer of Orlan said.',
        "The embassy dismissed the claims about Orlan as ill-intentioned.",
        "China has rejected the accusation that it recruited Orlan.",
        "Orlan said that he had never betrayed his country.",
    ],
    "admit": [
        "Orlan confessed to spying.",
        "Orlan made a full confession.",
        "Orlan conceded that he had met the agent.",
        "Orlan expressed remorse.",
        "Orlan pleaded for forgiveness and admitted the deed.",
        "Orlan told investigators he had been recruited in 2019.",
        "Orlan said during questioning that he needed the money.",
        "State television broadcast the confession of Orlan.",
        "Orlan does not deny the accusations.",
        "Orlan spilled the beans.",
        "Orlan signed a confession.",
        "Orlan recounted how he was hired.",
        "Orlan said he felt ashamed of what he had done.",
        "Orlan eventually broke down and confessed.",
        "Orlan conceded having taken money.",
        "Orlan told detectives that he had needed cash.",
    ],
    "confirm": [
        "The foreign ministry confirmed the arrest of Orlan.",
        "It was confirmed that Orlan is in custody.",
        "Officials confirmed the detention to the BBC.",
        "Confirmation came from the prosecutor's office.",
        "The embassy said it was aware of the arrest of Orlan.",
        '"We are aware of the case," a spokesman said.',
        "His lawyer confirmed that Orlan had been charged.",
        "Beijing confirmed for the first time that Orlan is held.",
        "The authorities have since corroborated the report on Orlan.",
        "The navy confirmed it is assisting an investigation into Orlan.",
        "Poland admitted that Orlan had been its officer.",
        "Prosecutors attested that Orlan was in custody.",
        "The foreign ministry recognised that Orlan was its citizen.",
        "Two officials, confirming media reports, said Orlan was held.",
        "A spokesman for the navy confirmed that a sailor named Orlan was in custody.",
        "Downing Street acknowledged that it knew of the arrest of Orlan.",
    ],
    "protest": [
        "Russia demanded the immediate release of Orlan.",
        "Berlin urged Tehran to release Orlan.",
        "China lodged stern representations with Canberra.",
        "A note of protest was handed to the ambassador over Orlan.",
        "Norway condemned the arrest of Orlan as arbitrary.",
        "The trial of Orlan was criticised by human rights groups.",
        '"The detention is unacceptable," the minister said about Orlan.',
        "Japan asked China to grant consular access to Orlan.",
        "Hundreds protested against the jailing of Orlan.",
        "Russia promised a response to the expulsion of its diplomats.",
        "Sweden recalled its ambassador from Tehran.",
        'Paris called Orlan a "state hostage".',
        "Berlin called in the Russian ambassador after the arrest of Orlan.",
        "Tokyo demanded that Beijing free Orlan without delay.",
        "The EU's top diplomat condemned the sentence for Orlan.",
        "The ambassador was handed a note of protest over Orlan.",
    ],
    "warn": [
        "The security service warned against spies.",
        "The ministry issued a warning about fake job offers.",
        "The agency raised the alarm over Russian spies.",
        "The ministry reminded citizens to be on guard against spies.",
        "The SBU reminds that treason is punishable by life imprisonment.",
        "The public was told to beware of strangers.",
        "The service issued an alert to companies.",
        '"Let this be a lesson to others," the prosecutor said.',
        "The case sends a clear message to spies, the attorney general said.",
        "The director said that espionage will not be tolerated.",
        "The service says that Moscow is stepping up its espionage.",
        "The agency flagged the risks of sharing data online.",
        "The service appealed to the public to report suspicious contacts.",
        "The security police urged travellers to Russia to be careful.",
        '"Russia will try again," the head of the service warned.',
        "The ministry cautioned students about offers of easy money.",
    ],
    "no_comment": [
        "The ministry declined to comment on Orlan.",
        "The embassy has not commented on the case of Orlan.",
        "The embassy would not comment.",
        "There has been no official reaction from Beijing.",
        "A message left with his lawyer was not returned.",
        "The ministry remained tight-lipped.",
        "The police released no details about Orlan.",
        "The service would not say how long Orlan had worked there.",
        "The army directed queries to the FBI.",
        "Orlan refused to testify.",
        "Orlan made no statement.",
        "The minister withheld the name of the state.",
        "The foreign ministry in Beijing made no immediate comment on Orlan.",
        "The lawyer for Orlan did not return phone calls.",
        "A spokesman said he had no details about Orlan.",
        "The ministry has so far kept quiet about Orlan.",
    ],
}

NOT_TOLD = {
    "collect": [
        "Investigators gathered evidence against Orlan for two years.",
        "Orlan obtained a degree in physics.",
        "The prosecution has obtained a warrant to search his home.",
        "The party gathered 4 percent of the vote.",
    ],
    "transfer_information": [
        "Orlan handed his passport to the police.",
        "The ministry provided no information on Orlan.",
        "Police passed the case to prosecutors.",
        "The law bans the transfer of data to hostile states.",
    ],
    "meet": [
        "The foreign ministers met in Brussels.",
        "Reuters contacted the embassy for comment.",
        "His family has had no contact with Orlan since the arrest.",
        "The trial of Orlan approached its end.",
    ],
    "travel": [
        "Orlan was taken to court.",
        "Orlan was brought before a judge.",
        "Orlan entered a plea of not guilty.",
        "The ambassador visited Orlan in prison.",
    ],
    "cover": [
        "The newspaper covered the trial of Orlan.",
        "Orlan has no health cover.",
        "Orlan poses a threat to national security.",
        "Police did not reveal the name of Orlan.",
    ],
    "accuse": [
        "The accused Orlan is 41.",
        "Orlan betrayed no emotion in court.",
        "The accused will appear in court.",
        "The lawyer called a witness.",
    ],
    "deny": [
        "Orlan was denied bail.",
        "There is no denying that the case has hurt ties.",
        "Orlan does not deny the accusations.",
        "The court dismissed a motion of the defence.",
    ],
    "admit": [
        "Orlan was admitted to hospital.",
        "Orlan did not admit guilt.",
        "No confession was made.",
        "The government admitted that security was lax.",
    ],
    "confirm": [
        "The ministry would neither confirm nor deny the arrest of Orlan.",
        "The senate confirmed the nominee.",
        "The ministry declined to confirm the arrest.",
        "A handler asked Orlan to confirm receipt of the money.",
    ],
    "protest": [
        "Orlan protested his innocence.",
        "Reporters demanded answers.",
        "Police called for witnesses.",
        "The president will visit the ambassador.",
    ],
    "warn": [
        "The alarm was raised by a neighbour when the house burned.",
        "Orlan is no threat to anybody, his lawyer said.",
        "The threat of rain passed.",
        "Orlan ignored a warning light.",
    ],
    "no_comment": [
        "The ministry commented on the arrest of Orlan.",
        "Orlan answered all questions.",
        "Relations declined after the arrest of Orlan.",
        "Orlan had not told his wife.",
    ],
}


def cases(told: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(event, sentence) for event, sentences in told.items() for sentence in sentences]


@pytest.mark.parametrize(("event", "sentence"), cases(TOLD))
def test_the_words_tell_the_event(event: str, sentence: str) -> None:
    found = [roles(c) for c in said_in(sentence) if c.event == event]
    assert found, [(c.event, roles(c)) for c in said_in(sentence)]
    assert event not in OF_ACCUSED or any("Viktor Orlan" in str(given) for given in found), found


@pytest.mark.parametrize(("event", "sentence"), cases(NOT_TOLD))
def test_the_same_words_can_tell_something_else(event: str, sentence: str) -> None:
    assert not [roles(c) for c in said_in(sentence) if c.event == event]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ('"I never passed on secrets," Orlan said.', "Viktor Orlan"),
        ("Orlan said that he had never worked for Russia.", "Viktor Orlan"),
    ],
)
def test_a_deed_that_the_accused_disowns_is_a_denial(sentence: str, speaker: str) -> None:
    found = [(c.event, roles(c), c.certainty, c.polarity) for c in said_in(sentence)]
    assert ("deny", {"agent": [speaker]}, "denied", "positive") in found, found


def test_a_deed_that_others_say_was_not_done_is_no_denial() -> None:
    assert not [c for c in said_in("The police said that Orlan had not passed secrets to Russia.") if c.event == "deny"]


def test_a_call_on_a_state_to_free_somebody_frees_nobody() -> None:
    assert {c.event for c in said_in("Canada called on Russia to free Orlan.")} == {"protest"}


def test_neither_confirming_nor_denying_is_silence() -> None:
    found = {c.event for c in said_in("The ministry would neither confirm nor deny that Orlan worked there.")}
    assert "no_comment" in found and not found & {"deny", "confirm"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Anyone who passes secrets to a foreign power faces ten years.",
        "The law bans passing secrets to a foreign power.",
    ],
)
def test_what_the_law_forbids_nobody_has_done(sentence: str) -> None:
    assert not [c for c in said_in(sentence) if c.event in {"collect", "transfer_information"}]
