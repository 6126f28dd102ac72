"""Facts: relations that hold for a while, as an article states them.

Offices, elections, membership, affiliation, seats, ideology.

Each rule names itself in ``Fact.rule``: what it goes by, and after a "+" what it had to infer.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extraction.facts.affiliation import affiliations
from kg.extraction.facts.candidacies import candidacies
from kg.extraction.facts.elections import Elections
from kg.extraction.facts.held import Offices
from kg.extraction.facts.ideology import ideologies
from kg.extraction.facts.membership import memberships
from kg.extraction.facts.offices import offices
from kg.extraction.facts.partisans import partisans
from kg.extraction.facts.rulers import rulers
from kg.extraction.facts.seats import seats
from kg.extraction.facts.statement import Statements
from kg.extraction.participants import Participants
from kg.extraction.times import Timeline
from kg.model import Event, Fact, LocalEntity

__all__ = ["facts"]


def facts(
    doc: Doc, participants: Participants, timeline: Timeline, events: Sequence[Event]
) -> tuple[list[Fact], list[LocalEntity]]:
    """The facts of one Doc, and the offices and elections that they are about; ``events`` are those found in it."""
    statements = Statements(doc, participants, timeline, events)
    found, votes = Offices(), Elections()
    stated = [
        *offices(statements, found),
        *rulers(statements, found),
        *candidacies(statements, votes),
        *memberships(statements),
        *partisans(statements),
        *affiliations(statements),
        *seats(statements),
        *ideologies(statements),
    ]
    unique: dict[tuple[object, ...], Fact] = {}
    for fact in sorted(
        stated, key=lambda f: (f.evidence, f.predicate, f.subject, f.object, -f.confidence, f.rule)
    ):
        unique.setdefault((fact.subject, fact.predicate, fact.object, fact.evidence, fact.status), fact)
    return list(unique.values()), [*found.found.values(), *votes.found.values()]
