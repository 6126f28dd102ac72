"""The values that travel between stages: plain, frozen, comparable, and free of spaCy and rdflib objects.

All character offsets are half-open ranges ``[start, end)`` into ``Article.text``, the decoded text of the
original file, so that any sentence can be shown where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

#: Kinds of entity: the local names of classes in the ontology.
EntityType = Literal[
    "Person", "Country", "Organization", "Group", "Government", "GovernmentBody", "PoliticalParty",
    "MilitaryForce", "ArmedGroup", "InternationalOrganization", "MediaOrganization", "Company",
    "Place", "City", "Region", "Office", "Election",
]  # fmt: skip

#: Kinds of event: the local names of the 16 PLOVER classes and ``LeadershipChange``.
EventType = Literal[
    "Agreement", "Consultation", "Support", "Concession", "Cooperation", "Aid", "Retreat", "Request",
    "Accusation", "Rejection", "Threat", "Protest", "Sanction", "Mobilization", "Coercion", "Assault",
    "LeadershipChange",
]  # fmt: skip

#: Whether the article states the thing as having happened.
Status = Literal["Asserted", "Negated", "Planned", "Hypothetical", "Alleged"]

#: Where a date comes from: written out, counted from the article's date, the dateline's, the article's own.
DateBasis = Literal["explicit", "relative", "dateline", "publication"]

#: What a stretch of an article is.
SegmentKind = Literal["title", "standfirst", "heading", "body", "caption", "frame"]

#: Kinds of segments that are parsed.
PARSED: frozenset[SegmentKind] = frozenset({"title", "standfirst", "heading", "body"})


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A stretch of ``Article.text`` of one kind: a paragraph, a heading, a line of the frame."""

    start: int
    end: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as it was read.

    ``key`` says where it came from (a path, or ``path#record``): it is what ``kg remove`` takes and what an
    edited article is recognised by. ``id`` is a hash of the content, independent of place and time.
    """

    id: str
    key: str
    text: str
    segments: tuple[Segment, ...]
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    dateline_place: str | None = None
    dateline_date: date | None = None
    speaker: str | None = None
    """Who speaks in the first person, where the whole article is a press release: "Ministry of …"."""


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """An input that could not become an article; ``reason`` says what is wrong and what to do, in one line."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of characters of the article."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of text that names an entity. ``entity`` is the key of a :class:`LocalEntity`."""

    start: int
    end: int
    text: str
    type: EntityType
    entity: str


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity as one article knows it.

    ``ref`` is a reference-data identity such as ``country:SYR``, ``city:524901`` (GeoNames) or
    ``org:nato`` (the organisation lexicon), where the name was found there. ``country`` is the ISO 3166-1
    alpha-3 code of the country that the entity belongs to, where the text or the reference data say so.
    An office has ``role`` ("President") and ``of``, the key of the country or organisation.
    """

    key: str
    type: EntityType
    name: str
    names: tuple[str, ...] = ()
    ref: str | None = None
    country: str | None = None
    role: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class TimeValue:
    """A time as precise as the text allows.

    ``value`` is ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; ``earliest`` and ``latest`` (inclusive ISO dates)
    give the same time as an interval. A span ("since 1963") may leave ``value`` empty and one end open.
    """

    value: str | None
    earliest: str | None
    latest: str | None
    basis: DateBasis
    text: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that one actor did, mostly towards another, in the words of one article.

    ``actors``, ``recipients``, ``location`` and ``speaker`` are keys of local entities; ``evidence`` is the
    range of the sentence, ``trigger`` that of the word that names the event; ``rule`` says how it was found.
    ``about`` is the range of what stands in the recipient's place when no actor is named there: "rejected *the plan*".
    ``mutual`` says that the actors did it with or to one another: a meeting, a clash, and not "X and Y condemned Z".
    ``opinion`` is what the model of :mod:`kg.typer` takes it for, with its probability ("Assault 0.93"); None where it
    was not asked.
    """

    type: EventType
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    evidence: Span
    trigger: Span
    rule: str
    status: Status = "Asserted"
    location: str | None = None
    time: TimeValue | None = None
    speaker: str | None = None
    mode: str | None = None
    mutual: bool = False
    contexts: tuple[str, ...] = ()
    about: Span | None = None
    opinion: str | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that the article states. ``object`` is an entity key, or a literal if ``literal`` is set."""

    subject: str
    predicate: str
    object: str
    evidence: Span
    rule: str
    literal: bool = False
    status: Status = "Asserted"
    speaker: str | None = None
    valid_from: TimeValue | None = None
    valid_until: TimeValue | None = None
    trigger: Span | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article states. The seam between the local and the global half of the program."""

    article: Article
    entities: tuple[LocalEntity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One sentence of one article that an event or a fact rests on."""

    article: str
    evidence: Span
    trigger: Span | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the graph: what several articles call by several names."""

    iri: str
    type: EntityType
    name: str
    names: tuple[str, ...] = ()
    ref: str | None = None
    country: str | None = None
    role: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Spelling:
    """A name of an entity, and why it is one: ``reason`` as in :mod:`kg.resolution.clusters`, or "within" for a shorter
    form or an alias in an article that has the name ``compared``."""

    name: str
    reason: str
    compared: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """How an entity came to be one, and what else its articles say that tells it from others.

    ``countries`` are the ISO 3166-1 alpha-3 codes that articles give it, ``context`` those of all countries that they
    name; ``posts`` are offices as (role, whose).
    """

    iri: str
    type: EntityType
    name: str
    spellings: tuple[Spelling, ...]
    countries: tuple[str, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedEvent:
    """An event of the graph, with every report of it. Fields as in :class:`Event`, with IRIs for keys."""

    iri: str
    type: EventType
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reports: tuple[Report, ...]
    status: Status
    location: str | None = None
    time: TimeValue | None = None
    speakers: tuple[str, ...] = ()
    mode: str | None = None
    mutual: bool = False
    contexts: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class ResolvedFact:
    """A fact of the graph, with every report of it. Fields as in :class:`Fact`, with IRIs for keys."""

    iri: str
    subject: str
    predicate: str
    object: str
    reports: tuple[Report, ...]
    literal: bool = False
    status: Status = "Asserted"
    speakers: tuple[str, ...] = ()
    valid_from: TimeValue | None = None
    valid_until: TimeValue | None = None
    rules: tuple[str, ...] = ()
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """What resolution makes of all extractions; ready to become quads."""

    articles: tuple[Article, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[ResolvedEvent, ...] = ()
    facts: tuple[ResolvedFact, ...] = ()
    mentions: tuple[tuple[str, Mention], ...] = field(default=())
    """(article id, mention); ``mention.entity`` is the IRI of the resolved entity."""
    identities: tuple[Identity, ...] = ()
    """How the entities but for offices came to be, in the order of their IRIs."""
    notes: tuple[str, ...] = ()
    """Overrides that could not be followed, and why."""
