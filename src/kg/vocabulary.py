"""The names that the graph uses: the ontology's terms, the IRIs of instances, and PLOVER's scores.

The ontology file (``ontology/geopolitics.ttl``) is the one place where event types, modes, contexts, quads
and scores are stated; this module reads them from there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from kg.errors import KgError

#: Where instance IRIs start unless the user sets another base.
DEFAULT_BASE = "https://w3id.org/geopolitics-kg/id/"

#: The ontology's own IRI; also the name of the graph that holds it in a store.
ONTOLOGY = URIRef("https://w3id.org/geopolitics-kg/ontology")


class GP(DefinedNamespace):
    """The ontology's terms. Closed: ``GP.actr`` raises :class:`AttributeError`."""

    _NS = Namespace(f"{ONTOLOGY}#")
    _fail = True

    # Entities
    Actor: URIRef
    Person: URIRef
    Country: URIRef
    Organization: URIRef
    Group: URIRef
    Government: URIRef
    GovernmentBody: URIRef
    PoliticalParty: URIRef
    MilitaryForce: URIRef
    ArmedGroup: URIRef
    InternationalOrganization: URIRef
    MediaOrganization: URIRef
    Company: URIRef
    Place: URIRef
    City: URIRef
    Region: URIRef
    Office: URIRef
    Election: URIRef

    # What articles state
    Statement: URIRef
    Event: URIRef
    Fact: URIRef
    Article: URIRef
    Passage: URIRef
    Evidence: URIRef

    # Event types
    Agreement: URIRef
    Consultation: URIRef
    Support: URIRef
    Concession: URIRef
    Cooperation: URIRef
    Aid: URIRef
    Retreat: URIRef
    Request: URIRef
    Accusation: URIRef
    Rejection: URIRef
    Threat: URIRef
    Protest: URIRef
    Sanction: URIRef
    Mobilization: URIRef
    Coercion: URIRef
    Assault: URIRef
    LeadershipChange: URIRef

    # Closed lists and their members
    Status: URIRef
    Asserted: URIRef
    Negated: URIRef
    Planned: URIRef
    Hypothetical: URIRef
    Alleged: URIRef
    Quad: URIRef
    VerbalCooperation: URIRef
    MaterialCooperation: URIRef
    VerbalConflict: URIRef
    MaterialConflict: URIRef
    Mode: URIRef
    Context: URIRef
    ModeScheme: URIRef
    ContextScheme: URIRef

    # Of events and facts
    actor: URIRef
    recipient: URIRef
    location: URIRef
    date: URIRef
    earliest: URIRef
    latest: URIRef
    dateBasis: URIRef
    status: URIRef
    claimedBy: URIRef
    mode: URIRef
    mutual: URIRef
    context: URIRef
    quad: URIRef
    intensity: URIRef
    evidence: URIRef
    confidence: URIRef
    trigger: URIRef
    triggerAt: URIRef
    about: URIRef
    rule: URIRef
    opinion: URIRef
    validFrom: URIRef
    validUntil: URIRef

    # Of event types and modes
    typeQuad: URIRef
    score: URIRef
    modeOf: URIRef

    # Of evidence and articles
    text: URIRef
    start: URIRef
    end: URIRef
    article: URIRef
    published: URIRef
    publisher: URIRef
    title: URIRef
    url: URIRef

    # Between entities
    holdsOffice: URIRef
    formerlyHeldOffice: URIRef
    officeOf: URIRef
    role: URIRef
    headOfState: URIRef
    headOfGovernment: URIRef
    memberOf: URIRef
    leads: URIRef
    citizenOf: URIRef
    affiliatedWith: URIRef
    basedIn: URIRef
    locatedIn: URIRef
    capitalOf: URIRef
    ideology: URIRef
    candidateIn: URIRef
    electedIn: URIRef
    iso3: URIRef
    countryCode: URIRef


#: Latin letters that Unicode does not decompose, as news agencies write them in English.
_PLAIN_LATIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"}
)


def slug(text: str, limit: int = 60) -> str:
    """``text`` as lower-case ASCII words joined by hyphens, at most ``limit`` characters; "x" if empty.

    Accents are dropped ("Erdoğan" → "erdogan"); scripts other than Latin are not transliterated, so two names
    may share a slug: give :func:`mint` what tells them apart.
    """
    plain = text.lower().translate(_PLAIN_LATIN)
    ascii_text = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    # "Syria's" and "Ba'ath" are one word each.
    words = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower().replace("'", ""))
    return words.strip("-")[:limit].strip("-") or "x"


def digest(*parts: str, length: int = 16) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256 of ``parts``.

    Each part is preceded by its length in bytes, so that ``("ab", "c")`` and ``("a", "bc")`` differ.
    """
    state = sha256()
    for part in parts:
        # A lone surrogate may stand in text that was read from a damaged file.
        data = part.encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(data))
        state.update(data)
    return state.hexdigest()[:length]


def mint(base: str, kind: str, name: str, *parts: str) -> str:
    """The IRI ``{base}{kind}/{slug of name}``, followed by ``-`` and a digest of ``parts`` if there are any.

    ``kind`` is a lower-case word of the program's own ("country", "event"), never text from an article.
    """
    iri = f"{base}{kind}/{slug(name)}"
    return f"{iri}-{digest(*parts)}" if parts else iri


def check_base(base: str) -> str:
    """``base`` itself, if instance IRIs can start with it.

    :raises KgError: if it is not an absolute IRI that ends in "/", "#" or ":".
    """
    try:
        ox.NamedNode(base)
    except ValueError:
        valid = False
    else:
        valid = base.startswith(("https://", "http://", "urn:")) and base.endswith(("/", "#", ":"))
    if not valid:
        raise KgError(f"base IRI {base!r} cannot be used: give one such as {DEFAULT_BASE}, ending in / or #")
    return base


def ontology_file(name: str) -> Path:
    """The path of a file of the ontology: "geopolitics.ttl" or "shapes.ttl".

    :raises KgError: if it is neither inside the installed package nor in the repository beside it.
    """
    package = Path(__file__).parent
    for folder in (package / "ontology", package.parent.parent / "ontology"):
        if (folder / name).is_file():
            return folder / name
    raise KgError(f"ontology/{name} is missing from this installation: reinstall geopolitics-kg")


@dataclass(frozen=True, slots=True)
class EventKind:
    """A type of event. All three fields are None for a type outside PLOVER."""

    notation: str | None
    """PLOVER's code: "CONSULT", …"""
    quad: str | None
    """Local name of the quad's class: "VerbalCooperation", …"""
    intensity: Decimal | None
    """PLOVER's score, from −10 (conflict) to +10 (cooperation)."""


def _local(term: object) -> str:
    """The local name of a term of the ontology."""
    if not isinstance(term, ox.NamedNode):
        raise TypeError(f"not a named node: {term}")
    return term.value.removeprefix(GP._NS)


#: The ontology's triples, in the order of the file.
_TRIPLES = [
    (_local(quad.subject), quad.predicate.value, quad.object)
    for quad in ox.parse(path=str(ontology_file("geopolitics.ttl")), format=ox.RdfFormat.TURTLE)
]


def _values(predicate: URIRef) -> dict[str, object]:
    return {subject: value for subject, name, value in _TRIPLES if name == str(predicate)}


def _subjects(predicate: URIRef, value: URIRef) -> list[str]:
    of_value = [(s, name) for s, name, other in _TRIPLES if other == ox.NamedNode(value)]
    return sorted(subject for subject, name in of_value if name == str(predicate))


_notation = {s: o.value for s, o in _values(SKOS.notation).items() if isinstance(o, ox.Literal)}
_score = {s: Decimal(o.value) for s, o in _values(GP.score).items() if isinstance(o, ox.Literal)}
_quad = {s: _local(o) for s, o in _values(GP.typeQuad).items()}

#: The 17 event types by local name, in alphabetical order.
EVENT_TYPES: Mapping[str, EventKind] = MappingProxyType(
    {
        name: EventKind(_notation.get(name), _quad.get(name), _score.get(name))
        for name in _subjects(RDFS.subClassOf, GP.Event)
    }
)

#: PLOVER's modes: (event type, mode) → score; None where the codebook prints no score.
MODES: Mapping[tuple[str, str], Decimal | None] = MappingProxyType(
    {(_local(of), _notation[mode]): _score.get(mode) for mode, of in sorted(_values(GP.modeOf).items())}
)

#: The names of PLOVER's contexts, in alphabetical order.
CONTEXTS: tuple[str, ...] = tuple(_notation[name] for name in _subjects(RDF.type, GP.Context))


@cache
def superclasses(name: str) -> frozenset[str]:
    """The ontology's own classes above a class, by local name: "City" → {"Place"}."""
    direct = {
        _local(value)
        for subject, predicate, value in _TRIPLES
        if (subject, predicate) == (name, str(RDFS.subClassOf)) and _local(value) in GP
    }
    return frozenset(direct.union(*(superclasses(parent) for parent in direct)))


def quad_of(event_type: str) -> str | None:
    """The quad of an event type ("VerbalCooperation"), None for ``LeadershipChange``.

    :raises KgError: if there is no such event type.
    """
    return _kind(event_type).quad


def intensity_of(event_type: str, mode: str | None = None) -> Decimal | None:
    """PLOVER's score of a type; its mode's score replaces it where the codebook prints one.

    :raises KgError: if there is no such event type, or the type has no such mode.
    """
    of_type = _kind(event_type).intensity
    if mode is None:
        return of_type
    mode_iri(event_type, mode)
    of_mode = MODES[event_type, mode]
    return of_type if of_mode is None else of_mode


def mode_iri(event_type: str, mode: str) -> URIRef:
    """The concept of a mode: ``gp:mode-consultation-visit``.

    :raises KgError: if the type has no such mode.
    """
    if (event_type, mode) not in MODES:
        known = ", ".join(sorted(name for owner, name in MODES if owner == event_type)) or "none"
        raise KgError(f'event type {event_type} has no mode "{mode}": use one of its modes ({known})')
    return URIRef(f"{ONTOLOGY}#mode-{event_type.lower()}-{mode}")


def context_iri(context: str) -> URIRef:
    """The concept of a context: ``gp:context-military``.

    :raises KgError: if there is no such context.
    """
    if context not in CONTEXTS:
        raise KgError(f'there is no context "{context}": use one of {", ".join(CONTEXTS)}')
    return URIRef(f"{ONTOLOGY}#context-{context}")


def _kind(event_type: str) -> EventKind:
    try:
        return EVENT_TYPES[event_type]
    except KeyError:
        raise KgError(f'there is no event type "{event_type}": use one of {", ".join(EVENT_TYPES)}') from None
