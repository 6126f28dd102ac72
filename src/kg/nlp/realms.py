"""Realms behind names: "King Abdullah of Jordan", "President X of Y"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.apposition import holding_of
from kg.nlp.document import Holding
from kg.nlp.title import BODIES, Places, Title
from kg.nlp.titles import roles

#: Posts that no state has: "of Y" behind the name of who has one is where he comes from.
_OF_NO_STATE = frozenset({"judge", "chairman", "secretary-general", "commissioner"})


def royal(doc: Doc, title: Title, starting: Places) -> Holding | None:
    """ "King Abdullah of Jordan", "Pope Francis": the style may be part of the name, and the realm follows it."""
    inside = starting.get(title.span.start)
    after = starting.get(title.span.end)
    last, person = inside or after or (0, None)
    if person is None or person.type != "Person" or (inside is not None and last <= title.span.end):
        return None
    land = realm(doc, title, last, starting)
    if land is not None or inside is not None:
        return holding_of(title, person, "office:title", land or person.end)
    return None


def realm(doc: Doc, title: Title, last: int, starting: Places) -> int | None:
    """Takes the country after "President X of" for the title's, and returns where it ends."""
    if title.of is not None or last + 1 >= len(doc) or doc[last].is_sent_start:
        return None
    if doc[last].lower_ not in {"of", "for"}:
        return None
    land = starting.get(last + 1) or (starting.get(last + 2) if doc[last + 1].lower_ == "the" else None)
    if land is None or land[1].type not in {"Country", *_of_places(title.role)}:
        return None
    if land[1].type == "Country" and title.role in _OF_NO_STATE:
        return None  # "Chairperson X of Chad" heads a body, and comes from there
    if land[1].type in BODIES and land[0] < len(doc) and doc[land[0]].lower_ in load("offices")["body_parts"]:
        return None
    if land[0] < len(doc) and doc[land[0]].lower_ == "'s":
        return None
    title.of = land[1]
    return land[1].end


def _of_places(role: str | None) -> frozenset[str]:
    """ "Gov. X of Michigan", "Mayor Y of Manta", "Chairman Z of the union": what the role can be the own post of."""
    if role in {"governor", "prime-minister", "chief-minister"}:
        return frozenset({"Region", "City"} if role == "governor" else {"Region"})
    if role == "mayor":
        return frozenset({"City"})
    own = role is not None and roles().get(role, {}).get("of") == "organisation"
    return frozenset(BODIES if own else ())
