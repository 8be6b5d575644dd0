"""What is claimed in a case at one glance, a row an allegation, a dot a claim; and denials beside what they deny."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.model import AllegationRecord, ClaimRecord
from sayso.show.headline import denies
from sayso.show.telling import Deed, Part, told
from sayso.show.web import views, words
from sayso.show.web.pages.book import Book

ROWS = 60
DOTS = 30  # claims of one row
SILENT = 8  # reports that leave a denial out, by name
DENIALS = 20


def board(
    book: Book, claims: Mapping[str, ClaimRecord], allegations: Mapping[str, AllegationRecord]
) -> tuple[views.BoardRow, ...]:
    """The allegations that are no denials, those in most reports first."""
    denied = _denied(claims, allegations)
    rows = (
        _row(book, one, claims, denied.get(one.id, [])) for one in allegations.values() if not _answering(one, claims)
    )
    return tuple(sorted(rows, key=lambda row: (-row.reports, -row.total, row.event, row.id))[:ROWS])


def _answering(one: AllegationRecord, claims: Mapping[str, ClaimRecord]) -> bool:
    """Whether an allegation is nothing but denials."""
    found = _claims(one, claims)
    return bool(one.answers) or (bool(found) and all(map(denies, found)))


def _claims(one: AllegationRecord, claims: Mapping[str, ClaimRecord]) -> list[ClaimRecord]:
    return [claims[id] for id in one.claims if id in claims]


def _denied(
    claims: Mapping[str, ClaimRecord], allegations: Mapping[str, AllegationRecord]
) -> dict[str, list[ClaimRecord]]:
    """The denials of each allegation."""
    found: dict[str, list[ClaimRecord]] = {}
    for one in allegations.values():
        for answered in one.answers:
            found.setdefault(answered, []).extend(_claims(one, claims))
    return found


def _row(
    book: Book, one: AllegationRecord, claims: Mapping[str, ClaimRecord], denials: Sequence[ClaimRecord]
) -> views.BoardRow:
    mine = sorted(_claims(one, claims), key=lambda claim: (book.record(claim.report).published or "9999", claim.id))
    return views.BoardRow(
        id=one.id,
        event=one.event,
        told=_told(book, one),
        roles=tuple(views.Role(role=role, parties=book.parties(ids)) for role, ids in one.roles.items() if ids),
        quantity=one.quantity,
        time=one.time,
        dots=tuple(_dot(book, claim) for claim in mine[:DOTS]),
        total=len(mine),
        reports=len({claim.report for claim in mine}),
        origins=len(one.origins),
        principals=len(one.principals),
        denials=tuple(_dot(book, claim) for claim in denials[:DOTS]),
    )


def _told(book: Book, one: AllegationRecord) -> tuple[views.Told, ...]:
    """The sentence. A body stands for its state where both do it; a state is named as a country is."""
    roles = {role: book.nearest(ids) for role, ids in one.roles.items()}
    return tuple(_part(book, part) for part in told(book.event(one.event), one.event, roles))


def _part(book: Book, part: Part[str]) -> views.Told:
    if isinstance(part, Deed):
        return views.Told(text=part.words, event=True)
    return views.Told(text=part) if isinstance(part, str) else views.Told(party=book.country_or_party(part.of))


def _dot(book: Book, claim: ClaimRecord) -> views.Dot:
    """A claim as a mark that leads to its sentence."""
    speaker = claim.chain[-1].speaker if claim.chain else "unknown"
    report = book.report(claim.report)
    told = f"{claim.certainty}, {speaker}, in {report.outlet or report.title}"
    return views.Dot(claim=claim.id, certainty=claim.certainty, label=told, quote=book.evidence(claim))


# ----------------------------------------------------------------------------------------- denials


def denials(
    book: Book, reports: Sequence[str], claims: Mapping[str, ClaimRecord], allegations: Mapping[str, AllegationRecord]
) -> tuple[views.Denial, ...]:
    """The denials with what each denies, and the reports that tell of that and leave the denial out."""
    found = sorted(filter(denies, claims.values()), key=book.in_time)
    return tuple(_denial(book, reports, together, claims, allegations) for together in _together(found)[:DENIALS])


def _together(found: Iterable[ClaimRecord]) -> list[list[ClaimRecord]]:
    """Denials of one speaker and allegation are one."""
    groups: dict[tuple[str, str], list[ClaimRecord]] = {}
    for claim in found:
        last = claim.chain[-1] if claim.chain else None
        who = (last.party or last.speaker) if last else ""
        groups.setdefault((who, claim.allegation or claim.id), []).append(claim)
    return list(groups.values())


def _denial(
    book: Book,
    reports: Sequence[str],
    together: Sequence[ClaimRecord],
    claims: Mapping[str, ClaimRecord],
    allegations: Mapping[str, AllegationRecord],
) -> views.Denial:
    own = allegations.get(together[0].allegation or "")
    answered = [allegations[id] for id in (own.answers if own else ()) if id in allegations]
    carrying = {claim.report for claim in together}
    telling = {claim.report for one in answered for claim in _claims(one, claims)} if answered else set(reports)
    silent = [report for report in reports if report in telling - carrying]
    return views.Denial(
        claims=book.claims(together[:DOTS]),
        denies=tuple(_named(book, one) for one in answered),
        reports=len(carrying),
        telling=len(telling | carrying),
        silent=tuple(book.report(report) for report in silent[:SILENT]),
        silent_total=len(silent),
    )


def _named(book: Book, one: AllegationRecord) -> views.AllegationName:
    return views.AllegationName(id=one.id, told=" ".join(_words(book, one)))


def _words(book: Book, one: AllegationRecord) -> Iterator[str]:
    """An allegation in a few words: what, and who in which role."""
    yield words.plain(one.event)
    for role, ids in one.roles.items():
        if ids:
            yield f"({role}: {', '.join(party.name for party in book.parties(ids))})"
