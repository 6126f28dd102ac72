"""A title of an office as it stands in a text, with what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import EntityType
from kg.nlp.document import DocMention
from kg.nlp.titles import RoleSpan

#: What an office may belong to.
OWNERS: frozenset[EntityType] = frozenset(
    {"Country", "InternationalOrganization", "Organization", "PoliticalParty", "ArmedGroup", "GovernmentBody",
     "MilitaryForce", "Company", "MediaOrganization", "Region", "City", "Government"}
)  # fmt: skip

#: What is owned by nobody else: a body with a name of its own.
BODIES: frozenset[EntityType] = OWNERS - {"Country", "City", "Region", "Government"}

Places = Mapping[int, tuple[int, DocMention]]
"""Mentions by one end: token → (token at the other end, mention)."""


@dataclass(slots=True, eq=False)
class Title:
    """A title with what belongs to it. ``first`` and ``last`` are tokens, the end exclusive, as the text stood before
    names were merged; ``start`` and ``end`` are characters and stay."""

    span: RoleSpan
    first: int
    last: int
    start: int
    end: int
    role_at: int
    """First character of the title's last word."""
    words: str
    """The title as the article words it, without modifiers: "defense secretary"."""
    role: str | None
    of: DocMention | None = None
    owner_at: int | None = None
    """First character of "its", "the bloc's", "the country's": an owner that only the whole article can name."""
    definite: bool = False
    indefinite: bool = False
    """"A Hamas leader" is one of several."""
    former: bool = False
    claimed: bool = False
    designate: bool = False
    singled_out: bool = False
    """"The first president to visit …" says what somebody did in office, not that it is over."""
    outgoing: bool = False
    """Somebody else has been chosen, or has taken over."""
    local: bool = False
    """"The regional interior minister" is no state's."""
    prefix: str = ""
    """"Deputy" or "Acting": part of the office's name."""
    fixed: bool = False
    """Whether the words around the title decide what it means: "head of the junta"."""
    held: bool = False
    """Whether somebody in the text was found to hold it."""


def country_mention(start: int, end: int, text: str, code: str) -> DocMention:
    """A mention of a country by words that imply it: "Kremlin" before "spokesman", "Taoiseach"."""
    return DocMention(start, end, text, "Country", "demonym", f"country:{code}", code)
