"""What the rules of offices share: a person with a title and an owner, and the office entity that it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extraction.facts.holders import Phase
from kg.lexicon import load
from kg.model import LocalEntity, Status
from kg.nlp.document import DocEntity
from kg.nlp.offices import office_title, roles

_SMALL = frozenset({"of", "the", "and", "for", "to", "in"})
#: Wordings that are nobody's title.
_INFORMAL = ("diplomat", "boss", ".")


@dataclass(slots=True)
class Held:
    """A person, a title and what links them."""

    person: DocEntity
    role: str
    words: str
    prefix: str
    of: DocEntity
    at: Token
    start: int
    end: int
    phase: Phase
    rule: str
    confidence: float
    status: Status = "Asserted"
    speaker: str | None = None
    verb: Token | None = None
    former: bool = False
    one_of_several: bool = False
    outgoing: bool = False
    also: str = ""
    """Another wording of the title: that of whose counterpart somebody is."""


class Offices:
    """The office entities of one article: a role of a country or an organisation."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], LocalEntity] = {}

    def office(self, role: str, words: str, prefix: str, of: DocEntity, also: str = "") -> LocalEntity:
        """The office ``role`` of ``of``, named as the article words it first."""
        title = office_title(role, of.country if of.type == "Country" else None, prefix)
        # Called as the article calls it first; what it is, and what other articles' words are joined on, is the role.
        sent = " to " in words.lower() and bool(roles()[role].get("sends"))
        formal = bool(words) and not words.lower().endswith(_INFORMAL) and not sent
        small = any(word[:1].islower() for word in title.split())  # "O le Ao o le Malo"
        worded = title if small and words.lower() == title.lower() else _capitalised(words)
        called = f"{prefix} {worded}".strip() if formal else title
        if roles()[role].get("worded"):
            title = called
        owner_name = f"the {of.name}" if _takes_article(of) else of.name
        names = {f"{called} of {owner_name}", f"{title} of {owner_name}", f"{called} of {of.name}"}
        if also:
            again = "" if also.lower() == prefix.lower() else prefix
            names.add(f"{again} {_capitalised(also)} of {owner_name}".strip())
        key = (title, of.key)
        known = self.found.get(key)
        if known is None:
            known = LocalEntity(
                f"o{len(self.found)}",
                "Office",
                f"{called} of {owner_name}",
                (),
                None,
                of.country,
                title,
                of.key,
            )
        self.found[key] = replace(known, names=tuple(sorted({*known.names, *names})))
        return self.found[key]


def _capitalised(words: str) -> str:
    return " ".join(w if w in _SMALL else w[:1].upper() + w[1:] for w in words.split())


def _takes_article(of: DocEntity) -> bool:
    rule, words = load("offices")["article"], set(of.name.split())
    if of.type == "Country":
        return of.country in rule["countries"] or bool(words & set(rule["words"]))
    if "'s " in of.name:
        return False
    heads = {head for heads in load("organisation_heads")["heads"].values() for head in heads}
    return of.name in rule["names"] or (len(words) > 1 and bool(words & (heads | set(rule["words"]))))
