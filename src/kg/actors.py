"""Which entity of a graph a name means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rdflib import URIRef

from kg.errors import KgError
from kg.names import match_name, same_name
from kg.statements import Record, Select, entities_of, local, one
from kg.vocabulary import GP


def named(name: str, known: Mapping[str, Record]) -> list[str]:
    """The IRIs of all entities that ``name`` means: an IRI, any of their names, or a country's ISO 3166-1 code.

    :param known: the result of :func:`kg.statements.entities_of`.
    :raises KgError: if there is none; the message lists the closest names.
    """
    names = {iri: [*v["prefLabel"], *v["altLabel"]] for iri, v in known.items()}
    return match_name(name, names, codes={one(v, "iso3"): iri for iri, v in known.items() if v["iso3"]})


def the_actor(select: Select, name: str, known: Mapping[str, Record] | None = None) -> str:
    """The IRI of the one entity that ``name`` means.

    Of several that bear it, one that takes part in events goes before one that does not, and one whose main name it is
    before one that is also called so.

    :raises KgError: if there is none (the message lists the closest names), or several are left (it lists them).
    """
    known = entities_of(select) if known is None else known
    found = named(name, known)
    if len(found) == 1:
        return found[0]
    events = _events_of(select, found)
    found = [iri for iri in found if events[iri]] or found
    found = [iri for iri in found if same_name(one(known[iri], "prefLabel"), name)] or found
    if len(found) == 1:
        return found[0]
    candidates = "; ".join(_described(iri, known[iri], events[iri]) for iri in found)
    # Names come from articles: a line break in one must not break the message in two.
    raise KgError(
        " ".join(f'"{name}" means several here, so give a full name or an IRI: {candidates}'.split())
    )


def _events_of(select: Select, iris: Sequence[str]) -> dict[str, int]:
    # n3() refuses characters that could end the IRI.
    values = " ".join(URIRef(iri).n3() for iri in iris)
    query = (
        "SELECT ?who (COUNT(DISTINCT ?event) AS ?n) WHERE { "
        f"VALUES ?who {{ {values} }} ?event {GP.actor.n3()}|{GP.recipient.n3()} ?who }} GROUP BY ?who"
    )
    counts = {str(row["who"]): int(str(row["n"])) for row in select(query)}
    return {iri: counts.get(iri, 0) for iri in iris}


def _described(iri: str, entity: Record, n_events: int) -> str:
    types = ", ".join(sorted({local(t) for t in entity["type"]} - {"Actor", "Place"})) or "Place"
    return f"{one(entity, 'prefLabel')} ({types}, {n_events} event{'' if n_events == 1 else 's'}) <{iri}>"
