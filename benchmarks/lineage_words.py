"""The sentences of the generated corpora of lineage.py: facts in many wordings, words with other words for them.

All invented. A fact is a list of frames; a name in braces is either one of `PHRASES`, of which any wording may stand, or
a value of the story (who, service, place ...). Two writers who tell one fact rarely choose the same words throughout.
"""

from __future__ import annotations

PHRASES: dict[str, list[str]] = {
    "accused": [
        "{who}",
        "the {job}",
        "the suspect",
        "{surname}",
        "the accused",
        "{surname}, {age},",
        "the {age}-year-old",
    ],
    "spies": [
        "{service}",
        "handlers from {service}",
        "the {land} service",
        "officers of {service}",
        "{land} intelligence",
    ],
    "officer": [
        "an officer who called himself {alias}",
        "a man known as {alias}",
        "{alias}, a supposed trade attaché",
        "a handler named {alias}",
    ],
    "secrets": [
        "drawings of the {thing}",
        "files on the {thing}",
        "plans for the {thing}",
        "reports about the {thing}",
        "photographs of the {thing}",
    ],
    "gave": ["passed on", "handed over", "delivered", "supplied", "turned over", "let out"],
    "got": ["received", "was paid", "collected", "pocketed", "accepted", "took"],
    "met": ["met", "saw", "had talks with", "sat down with", "came together with", "held meetings with"],
    "often": ["{n} times", "on {n} occasions", "again and again", "at least {n} times", "regularly"],
    "took_away": ["detained", "detained", "seized", "picked up", "led off", "apprehended"],
    "searched": ["searched", "combed", "went through", "turned over", "examined"],
    "in_place": [
        "in {city}",
        "at a hotel in {city}",
        "in a café near {city}",
        "on the outskirts of {city}",
        "close to {city}",
    ],
    "since": ["since {year}", "from {year} on", "beginning in {year}", "for a time that began in {year}"],
    "money": [
        "{sum} crowns",
        "about {sum} crowns",
        "{sum} crowns in cash",
        "a total of {sum} crowns",
        "sums that came to {sum} crowns",
    ],
    "believed": [
        "investigators believe",
        "it is alleged",
        "the file is said to show",
        "those who know the inquiry maintain",
        "the agency claims",
    ],
    "worked": ["worked", "was employed", "served", "earned a living", "held a post"],
    "told_court": [
        "told the court",
        "explained before the judge",
        "let it be known through counsel",
        "stated at a hearing",
        "maintained in writing",
    ],
    "early": [
        "early on {happened}",
        "before dawn on {happened}",
        "on {happened} morning",
        "early on {date}",
        "on the morning of {date}",
    ],
    "by_agents": [
        "by plain-clothes agents",
        "by a special unit",
        "by counter-espionage police",
        "by officers of the {bureau}",
    ],
}

# Whom the accused is said to have spied for, and who says so: bodies that the pack knows, as nothing is read otherwise.
SERVICES: list[tuple[str, str, str]] = [
    ("the GRU", "Russian", "Russia"), ("the FSB", "Russian", "Russia"), ("the SVR", "Russian", "Russia"),
    ("the Ministry of State Security", "Chinese", "China"), ("the CIA", "American", "the United States"),
    ("MI6", "British", "Britain"), ("the DGSE", "French", "France"), ("Mossad", "Israeli", "Israel"),
]  # fmt: skip
BUREAUS: list[str] = ["Federal Prosecutor’s Office", "Interior Ministry", "Prosecutor General’s Office", "Security Service",
    "Defence Ministry", "National Police"]  # fmt: skip

# What the statement behind a story tells, in its order. Each report tells some of it.
FACTS: list[list[str]] = [
    ["{accused} was {took_away} {early} {by_agents} {in_place} on suspicion of spying for {service}", "{early} agents {took_away} {accused} {in_place} for espionage", "police {took_away} {accused} {early}, {in_place}, as an alleged spy"],
    ["{accused} had {worked} as a {job} at {firm} {since}", "{firm} is where {accused} {worked} {since}, as a {job}", "a {job} at {firm} {since}, {accused} knew the {thing} well"],
    ["{believed} that {spies} approached {accused} in {year}", "in {year} {accused} was won over by {spies}, {believed}", "the first contact with {spies} goes back to {year}, {believed}"],
    ["{accused} {met} {officer} {often} {in_place}", "{often} {accused} {met} {officer}, mostly {in_place}", "meetings with {officer} took place {often} {in_place}"],
    ["{accused} {gave} {secrets} on a stick that was hidden in a {hide}", "hidden in a {hide}, {secrets} were {gave} to {spies}", "{spies} were given {secrets}, carried in a {hide}"],
    ["for this {accused} {got} {money}", "{money} were paid for it, {believed}", "{accused} {got} {money} from {spies} in return"],
    ["the {bureau} {searched} two flats and an office and took {n} telephones with it", "two flats and an office were {searched} by the {bureau}, and {n} telephones seized", "{n} telephones were found when the {bureau} {searched} an office and two flats"],
    ["{accused} signed a paper that bound both sides to silence for {n} years", "silence for {n} years was agreed in a paper that {accused} signed", "a signed pledge kept {accused} and {spies} silent for {n} years"],
    ["the course in covert writing that {accused} attended lasted {n} weeks", "{spies} trained {accused} for {n} weeks in covert writing", "covert writing was taught to {accused} for {n} weeks {in_place}"],
    ["a short-wave set and {n} code sheets were part of the equipment", "{accused} was equipped with a short-wave set and {n} code sheets", "among the equipment were {n} code sheets and a short-wave set"],
    ["the case has been put before the prosecutor in {city}", "prosecutors in {city} have been handed the case", "it is now for the prosecutor in {city} to decide on charges"],
    ["{accused} denies everything and has asked for a lawyer from {town}", "a lawyer from {town} was called by {accused}, who rejects the accusation", "the accusation is rejected by {accused}, for whom a lawyer from {town} speaks"],
    ["the embassy of {country} was informed and may visit {accused} on {weekday}", "a visit by the embassy of {country} is set for {weekday}", "{country} was told of the arrest and can send a consul on {weekday}"],
    ["whoever is convicted of this faces up to {n} years in prison", "up to {n} years in prison are the penalty for such an offence", "the law provides for as many as {n} years behind bars"],
]  # fmt: skip

# What a writer adds: nobody else has it unless it was taken from there. {x}, {y} and {z} are nouns of the writer's choice.
COLOUR: list[list[str]] = [
    ["neighbours in {street} Street remember the {x} by the gate and {n} {y}s in the {z}", "the {x} by the gate, and {n} {y}s in the {z}, are what people in {street} Street recall"],
    ["{friend}, a colleague, had wondered about the {x} that stood beside the {y} until {n} at night", "that a {x} stood beside the {y} until {n} at night had puzzled {friend}, a colleague"],
    ["the {x} club of {town} has struck the name from its list of {n} {y} keepers", "among the {n} {y} keepers of the {x} club in {town} the name is no longer found"],
    ["{friend}, who teaches at {town}, calls the {x} thin and the {y} odd", "a thin {x} and an odd {y} are noted by {friend}, a teacher at {town}"],
    ["only last spring the museum of {town} had given thanks for {n} rare {x}s and a {y}", "{n} rare {x}s and a {y} had earned the thanks of the museum of {town} only last spring"],
    ["a waiter at the {street} café still keeps the {x} and an unpaid bill for {n} {y}s", "{n} {y}s were never paid for at the {street} café, whose waiter has kept the {x}"],
    ["the price of a {x} fell by {n} per cent at {town} before the {y} was halted", "the {y} at {town} was halted after a fall of {n} per cent in the price of a {x}"],
    ["a {x} from {town} dated the {n}th was lying beneath the {y}", "beneath the {y} lay a {x} from {town}, dated the {n}th"],
    ["former minister {friend} demanded a {x} and a {y} within {n} days", "within {n} days there should be a {y} and a {x}, former minister {friend} demanded"],
    ["a sister, {friend}, learned of it from a {x} dealer in {town} while mending a {y}", "it was while mending a {y} that a sister, {friend}, heard the news from a {x} dealer in {town}"],
]  # fmt: skip

# Said in passing, wherever a writer likes to: two writers seldom in the same place.
ASIDES: list[str] = [
    "as far as can be seen", "to nobody's surprise", "of all people", "in plain sight", "without a word of comment",
    "on a street lined with limes", "so the version goes", "after months of listening", "by whatever route",
    "strange as that sounds", "under a sky full of gulls", "one is asked to believe", "with hardly a trace",
    "in the dry tongue of the file", "long before anybody asked", "for want of a better word", "at a pinch",
    "as on any other day", "with the radio playing", "under cover of drizzle", "in the run of things", "never in a hurry",
    "at the far end of the line", "for reasons that stay open", "from what has leaked", "with all due caution",
    "between two shifts", "as if it were nothing", "on foot and unobserved", "to the letter", "time and tide allowing",
    "out of an old habit", "in a rented car", "past three checkpoints", "as the season turned", "give or take a little",
    "behind closed shutters", "with gloves on", "in the teeth of all advice", "by return of post",
]  # fmt: skip

# How a writer hedges what is told.
HEDGES: list[str] = ["allegedly", "reportedly", "apparently", "possibly", "as far as is known"]

# A harder word for the step in law of the first fact, and other words inside quotation marks.
STEP_BEFORE, STEP_AFTER = "detained", "arrested"
ADDED: list[str] = [  # steps that the source does not tell
    "{surname} was charged with treason later",
    "{who} has since admitted everything",
    "a court has convicted {who} of espionage",
]
QUOTED_OTHER: dict[str, str] = {
    "closed": "shut", "damage": "harm", "measured": "estimated", "sells": "betrays", "patience": "forbearance",
    "end": "limit", "open": "ajar",
}  # fmt: skip

# Small words as a translation there and back leaves them.
FUNCTION: dict[str, str] = {
    "the": "a", "a": "the", "in": "at", "on": "at", "near": "close to", "of": "from", "for": "during", "by": "through",
    "with": "along with", "from": "out of", "had": "has", "that": "which", "was": "had been", "were": "had been",
    "mostly": "usually", "into": "in",
}  # fmt: skip

NOUNS = """
anchor apron anvil basket beacon bellows blanket bottle bucket button cabinet candle carpet chimney compass cradle curtain
drum easel feather fiddle fountain funnel gable gutter hammer harness hatch hinge kettle ladder lantern lever locket loom
mantel marble mattress medal mirror mitten needle oar orchard oven paddle pebble pedal pillow plough pulley quilt rake ribbon
saddle sail scarf shovel sickle sledge spindle stove tassel thimble trellis trough trumpet umbrella urn vase violin wagon
walnut whistle wicket zither
""".split()

TELL: list[str] = ["the {bureau} said", "the {bureau} announced", "according to the {bureau}", "a spokesman of the {bureau} said", "the statement says", "it said", "the {bureau} added", ""]  # fmt: skip

QUOTES: list[str] = [
    "We have closed a door that stood open for {n} years",
    "The damage to the {thing} cannot yet be measured",
    "Whoever sells the {thing} sells all of us",
    "Our patience with {country} has an end",
]

# Lines of a page that are no report. Each outlet has its own.
FURNITURE: list[str] = [
    "Sign up to the {outlet} morning letter and read {n} stories before breakfast, free for {n} weeks.",
    "All rights reserved by {outlet} and its licensors; reprints only with written leave of the {street} office.",
    "More from {outlet}: weather for {town}, ferry times, chess and the crossword number {n}.",
    "{outlet} is a member of the {town} press council and follows its code of {n} articles.",
    "Follow {outlet} on every network, send your pictures of {town} to the desk and win a kettle.",
]

# Other words for words, as programs exchange them that spin a text.
OTHER: dict[str, str] = dict(
    pair.split(":")
    for pair in """
    detained:captured seized:grabbed searched:scanned combed:brushed examined:inspected agents:operatives police:officers
    officers:officials flat:apartment flats:apartments office:bureau early:premature morning:forenoon before:prior dawn:daybreak
    worked:labored employed:engaged served:functioned post:position believe:think alleged:asserted claims:asserts maintain:preserve
    approached:neared contact:touch met:encountered saw:noticed talks:conversations meetings:gatherings occasions:events
    times:instances regularly:frequently known:recognized named:titled handler:manager supposed:assumed attaché:delegate
    passed:handed handed:gave delivered:conveyed supplied:furnished drawings:sketches files:records plans:schemes
    reports:accounts photographs:pictures hidden:concealed carried:transported given:provided paid:compensated
    received:obtained collected:gathered accepted:took cash:money total:sum return:exchange telephones:phones found:discovered
    signed:inked paper:document silence:quiet agreed:consented years:seasons pledge:promise course:class covert:hidden
    writing:script attended:visited lasted:endured weeks:periods trained:schooled taught:instructed set:kit code:cipher
    sheets:pages equipment:gear equipped:outfitted case:matter prosecutor:attorney prosecutors:attorneys decide:determine
    charges:counts denies:refuses asked:requested lawyer:counsel called:summoned rejects:declines accusation:charge
    embassy:mission informed:notified visit:call arrest:capture consul:envoy convicted:sentenced faces:confronts prison:jail
    penalty:punishment offence:crime law:statute provides:gives neighbours:residents remember:recall quiet:silent man:fellow
    cats:felines green:emerald bicycle:bike people:folks colleague:coworker noticed:observed lamp:light floor:storey
    burned:glowed night:evening club:society friends:fans list:roll members:associates teaches:lectures evidence:proof
    thin:slim timing:schedule odd:strange spring:springtime museum:gallery thanked:praised rare:scarce maps:charts
    waiter:server keeps:retains unpaid:outstanding bill:invoice coffees:drinks share:stock price:value fell:dropped
    trading:dealing halted:stopped ferry:boat ticket:pass lying:resting kitchen:galley table:desk former:past
    minister:secretary demanded:required committee:panel sit:meet days:dates sister:sibling learned:heard taxi:cab
    driver:chauffeur last:final affair:matter ended:finished exchange:swap bridge:span archivist:librarian points:refers
    letter:note pages:sheets never:not said:stated announced:declared spokesman:representative statement:announcement
    added:continued suspect:defendant accused:charged intelligence:espionage service:agency similar:comparable
    """.split()
)
