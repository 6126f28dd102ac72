"""Who says "we" and "our": whoever is quoted, or the body whose press release the article is."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.lexicon.gazetteer import demonyms, lookup, metonyms
from kg.model import EntityType
from kg.nlp.clauses import Scene, entities, subject
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.names import fold
from kg.nlp.references import reference_entity, referenced

_MAY_ISSUE: frozenset[EntityType] = frozenset(
    {"GovernmentBody", "Government", "InternationalOrganization", "Organization"}
)
_HOMELAND = frozenset({"country", "nation", "homeland", "motherland", "fatherland"})


class Speakers:
    """Quotations of an article and who says them. ``added`` are entities that no name in the text stands for."""

    def __init__(self, doc: Doc, scene: Scene, known: list[DocEntity]) -> None:
        self.doc = doc
        self.scene = scene
        self.known = known
        self.quotes = _quotations(doc)
        self._opens = [start for start, _ in self.quotes]
        self._issuer: DocEntity | None = None

    def quoted(self, token: Token) -> int | None:
        """The number of the quotation that a token stands in."""
        index = bisect_right(self._opens, token.idx) - 1
        return index if index >= 0 and token.idx < self.quotes[index][1] else None

    def of(self, token: Token) -> list[DocEntity]:
        """Whom a first person stands for."""
        quotation = self.quoted(token)
        found = self.speaker(quotation) if quotation is not None else self._released_by()
        return [found] if found is not None else []

    def speaker(self, quotation: int) -> DocEntity | None:
        """The subject of the verb of saying beside a quotation, in the sentence where it ends or begins."""
        start, end = self.quotes[quotation]
        last, first = self.scene.number(end - 1), self.scene.number(start)
        tried = [last, first]
        text = self.doc._.plain[:start].rstrip()
        if text.endswith(":") and first and self.scene.kinds[first - 1] == "body":
            tried.append(self.scene.number(len(text) - 1))
        for number in dict.fromkeys(tried):
            found = [
                m
                for token in self.scene.sentences[number]
                if self._says(token, start, end)
                for m in self.scene.slot(subject(token))
            ]
            said_by = entities([m for m in found if self.quoted(self.doc[m.token]) is None])
            if said_by:
                return said_by[0] if len(said_by) == 1 else None
        return None

    def _says(self, verb: Token, start: int, end: int) -> bool:
        """Whether a verb of saying, itself outside of quotations, governs one or the whole sentence."""
        if verb.pos_ != "VERB" or verb.lemma_ not in load("status")["speech_verbs"]:
            return False
        if self.quoted(verb) is not None:
            return False
        return verb.dep_ == "ROOT" or any(start <= t.idx < end for t in verb.subtree)

    def _released_by(self) -> DocEntity | None:
        """The body that issues the press release: as the text names it, or by what publisher or title say."""
        name = self.doc._.first_person
        if not name:
            return self._announcing()
        if self._issuer is None:
            self._issuer = self._named_issuer(fold(name)) or _from_name(name)
            if all(e is not self._issuer for e in self.known):
                self.known.append(self._issuer)
        return self._issuer

    def _announcing(self) -> DocEntity | None:
        """ "The Ministry of Trade announces …": a text that begins so, in the present tense, is the body's own."""
        first = next((n for n, kind in enumerate(self.scene.kinds) if kind == "body"), None)
        if first is None:
            return None
        verb = self.scene.sentences[first].root
        found = entities([m for m in self.scene.slot(subject(verb)) if m.type in _MAY_ISSUE])
        present = verb.tag_ in {"VBZ", "VBP"} or any(
            c.dep_ == "aux" and c.tag_ == "VBZ" for c in verb.children
        )
        return found[0] if len(found) == 1 and present else None

    def _named_issuer(self, name: str) -> DocEntity | None:
        for entity in self.known:
            if entity.type not in _MAY_ISSUE:
                continue
            forms = {fold(n).removeprefix("the ") for n in entity.names | {entity.name}}
            # "Ministry of Foreign Affairs" issues what "Ministry of Foreign Affairs of Peru" signs.
            longer = {f for f in forms if len(f.split()) > 2}
            if name in forms or any(name.startswith(f"{f} ") or name.endswith(f" {f}") for f in longer):
                return entity
        return None

    def homeland(self, token: Token, said_by: DocEntity) -> DocEntity | None:
        """ "Our country": the speaker's."""
        if token.dep_ != "poss" or token.head.lemma_ not in _HOMELAND or said_by.country is None:
            return None
        ref = f"country:{said_by.country}"
        for entity in self.known:
            if entity.ref == ref:
                return entity
        entity = reference_entity(ref, said_by.country)
        self.known.append(entity)
        return entity


def _from_name(name: str) -> DocEntity:
    seat = metonyms().get(name.removeprefix("The ").removeprefix("the "))
    if seat is not None:
        return reference_entity(seat.ref, seat.country)
    entry = lookup(name)
    if entry is not None and entry.ref:
        mention = DocMention(0, 0, name, entry.type, "name", entry.ref, entry.country)
        return referenced(mention, {}, [])
    return DocEntity("GovernmentBody", name, None, _country_in(name))


def _country_in(name: str) -> str | None:
    """ "Ministry of Foreign Affairs of Peru", "Norwegian Ministry of Defence"."""
    words = name.split()
    for size in range(min(len(words), 5), 0, -1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            entry = lookup(part)
            if part in demonyms():
                return demonyms()[part]
            if entry is not None and entry.type == "Country":
                return entry.country
    return None


def _quotations(doc: Doc) -> list[tuple[int, int]]:
    """Characters between double quotation marks, paragraph by paragraph; one left open runs to its end."""
    found: list[tuple[int, int]] = []
    text = doc._.plain
    for start, end, _ in doc._.segments:
        opened = text.find('"', start, end)
        while opened >= 0:
            closed = text.find('"', opened + 1, end)
            found.append((opened, closed + 1 if closed >= 0 else end))
            opened = text.find('"', closed + 1, end) if closed >= 0 else -1
    return found
