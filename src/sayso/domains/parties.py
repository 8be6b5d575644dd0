"""A pack's parties with those that it implies: every country's government, and its bodies by function.

Takes a `Domain`; gives parties by id, by function in a country and by host name, and who stands behind each. Needs
nothing of a text, so that every room can ask it.
"""

from __future__ import annotations

from msgspec.structs import replace

from sayso.domains import Domain, Party

STATE_KINDS = ("service", "government")  # kinds that act for their government unless an entry says otherwise


def government_of(country: str) -> str:
    """The id of the government of a country, given by its ISO 3166 alpha-2 code."""
    return f"{country.lower()}-gov"


class Parties:
    """The parties of one pack. Pure look-ups; build it once for a pack."""

    def __init__(self, domain: Domain) -> None:
        self.countries = {country.code: country for country in domain.countries}
        self.functions = {function.id: function for function in domain.functions}
        self.known = {party.id: _with_parent(party) for party in domain.parties}
        self._by_function: dict[tuple[str, str], str] = {}
        self._hosts = {host: party.id for party in domain.parties for host in party.addresses}
        for party in domain.parties:
            for function in party.functions if party.country else ():
                self._by_function.setdefault((str(party.country), function), party.id)

    def party(self, id: str) -> Party:
        """The party of that id, from the pack or implied ("ru-gov", "ru-foreign-ministry").

        Raises KeyError for any other id.
        """
        return self.known.get(id) or self._implied(id)

    def of(self, country: str, function: str) -> str:
        """The id of the party that has a function in a country."""
        wanted = self.functions[function]
        if wanted.government:
            return government_of(country)
        tried = ((country, each) for each in (function, *(() if wanted.generic else wanted.like)))
        known = next((self._by_function[key] for key in tried if key in self._by_function), None)
        return known or self.unnamed(country, function)

    @staticmethod
    def unnamed(country: str, function: str) -> str:
        """The id of a country's body that is known by its function alone: "a Danish intelligence service"."""
        return f"{country.lower()}-{function}"

    def principal(self, id: str) -> str:
        """The id of the party that stands behind that one: the government behind a ministry and its news agency.

        A court, an independent outlet, a company and a group stand for themselves.
        """
        party = self.party(id)
        if party.principal:
            return party.principal
        return self.principal(party.parent) if party.parent and party.kind != "court" else id

    def by_address(self, host: str) -> Party | None:
        """The outlet whose host name that is, or is a subdomain of ("edition.cnn.com"); None if it is not known."""
        labels = host.lower().partition(":")[0].strip(".").split(".")
        names = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self.party(self._hosts[name]) for name in names if name in self._hosts), None)

    def _implied(self, id: str) -> Party:
        code, _, function = id.partition("-")
        country = self.countries[code.upper()] if code.islower() else self.countries[id]
        if function == "gov":
            name = country.government or f"Government of {country.name}"
            return Party(id=id, name=name, kind="government", country=country.code)
        wanted = self.functions[function]
        state = wanted.state or wanted.kind in (*STATE_KINDS, "court")
        demonym = next(iter(country.demonyms), country.name)
        return Party(
            id=id,
            name=f"{demonym} {wanted.name}" if wanted.generic else f"{wanted.name} ({country.name})",
            kind=wanted.kind,
            country=country.code,
            parent=government_of(country.code) if state else None,
            functions=(function,),
        )


def _with_parent(party: Party) -> Party:
    """A state's body with its default parent, the country's government."""
    if party.parent or not party.country or party.kind not in (*STATE_KINDS, "court"):
        return party
    return replace(party, parent=government_of(party.country))
