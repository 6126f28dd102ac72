"""A post whose country is sought, and the title that gives it to somebody."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.facts.origins import leads
from kg.extraction.facts.statement import Statements
from kg.lexicon import load
from kg.nlp.document import DocEntity
from kg.nlp.offices import roles
from kg.nlp.title import BODIES
from kg.nlp.titles import prefixes

#: Posts of the head of a government's deputies: as clear as its own, though there may be two.
DEPUTIES = frozenset(
    {"deputy-prime-minister", "government-spokesperson", "state-secretary", "permanent-secretary", "minister"}
)


#: Who receives the foreign ministers of others as well as their own.
_RECEIVING = frozenset(
    {"president", "vice-president", "prime-minister", "chancellor", "king", "emir", "sultan"}
)


@dataclass(frozen=True, slots=True)
class Post:
    """A post whose country is sought."""

    role: str
    person: DocEntity
    former: bool = False
    due: bool = False
    own: bool = False
    several: bool = False
    words: str = ""
    """The title in lower case."""
    prefix: str = ""
    """"Deputy": beside the post itself."""

    def could_have(self, country: str, *, once: bool = False) -> bool:
        """Whether the country has such a post; ``once`` also whether it may have had it before it was as it is now."""
        row, offices = roles()[self.role], load("offices")
        if "minister" in self.words and country in offices["secretaries"]:
            return False
        if self.words == "premier" and country in offices["state_premiers"]:
            return False
        if self.secretary and country not in offices["secretary_states"]:
            return False
        if self.words in {"house speaker", "speaker of the house"} and country not in offices["houses"]:
            return False
        if "joint chiefs" in self.words and country not in offices["joint_chiefs"]:
            return False
        if self.role in offices["of_states"] and country in offices["territories"]:
            return False
        return (once or country not in row.get("absent", ())) and (
            self.former or country in row.get("realms", (country,))
        )

    @property
    def secretary(self) -> bool:
        """Whether the title is a minister's, as only some states call theirs: "Defense Secretary"."""
        secretary = self.words.endswith(" secretary") or self.words.startswith("secretary of ")
        return secretary and self.role.endswith("-minister") and self.role != "portfolio-minister"

    def free(self, statements: Statements, country: str, *, once: bool = False) -> bool:
        """Whether the country has such a post that is not said to be somebody else's; see :meth:`could_have`."""
        if not self.could_have(country, once=once):
            return False
        if country in statements.across.get(self.person.key, ()):
            return False
        guest = self.role in _RECEIVING and country in statements.receiving.get(self.person.key, ())
        if guest and not leads(self.person):
            return False
        gone = {
            id(h.person.entity) for h in statements.doc._.holdings
            if h.role == self.role and (h.former or _second(h.prefix) != _second(self.prefix))
        }  # fmt: skip
        return (
            self.former
            or self.due
            or self.several
            or roles()[self.role].get("worded")
            or self.role in DEPUTIES
            or (
                not any(
                    h.role == self.role
                    and id(h.person.entity) not in {id(self.person), *gone}
                    and not (h.former or h.designate)
                    and h.of is not None
                    and h.of.country == country
                    and not (self.role == "president" and h.of.type in BODIES)  # "Bundestag President X"
                    for h in statements.doc._.holdings
                )
                and not any(
                    role == self.role
                    and who not in {id(self.person), *gone}
                    and of is not None
                    and of.country == country
                    for (who, role), of in statements.agreed.items()
                )
            )
        )


def _second(prefix: str) -> bool:
    return bool(prefix) and prefix.split()[0].lower() in prefixes("deputy")


def of_bodies(statements: Statements, role: str) -> bool:
    """Whether all presidents of whom the article says so are of international bodies, as a court of the UN."""
    owners = {t.of.type for t in statements.doc._.titles if t.role == role and t.of is not None}
    return role == "president" and owners == {"InternationalOrganization"}


def worded(statements: Statements, token: Token) -> str:
    """The words of the title that a token stands in or begins, in lower case."""
    end = token.idx + len(token)
    return next((t.words for t in statements.doc._.titles if t.start < end and token.idx < t.end), "").lower()
