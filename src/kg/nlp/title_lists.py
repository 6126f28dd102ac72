"""Several holders of one kind of office: "presidents A of X and B of Y", "the foreign ministers of X and Y, A and B".

The title is said once and in the plural; every name takes the country that stands beside it, or the one in the same
place of a list of as many countries. Lists whose lengths differ say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.model import EntityType
from kg.nlp.document import DocMention, Holding
from kg.nlp.names import honorifics
from kg.nlp.plural_forms import by_first_word, plural_forms
from kg.nlp.spelling import spelling
from kg.nlp.title import Places
from kg.nlp.titles import COUNTERPART, Form, prefixes, roles

#: How many sentences behind the title the list may stand: "six presidents met. A of X and B of Y …".
_SENTENCES = 2
_ANOTHERS = frozenset({"his", "her", "its", "whose"})
_SEPARATORS = frozenset({",", ";", "and", "&"})
_BEFORE = frozenset(
    {"the", "of", "both", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)


#: What may stand between the countries of a list and the names of those who hold the office there.
_OPENS = frozenset({",", ":", "(", "-", "--", "–", "—", "were", "are"})
#: How many words may say together whose ministers they are: "of the three Baltic states".
_TOGETHER = 7
_STATES = frozenset(
    {
        "states",
        "countries",
        "nations",
        "republics",
        "members",
        "neighbours",
        "neighbors",
        "kingdoms",
        "powers",
        "sides",
        "cities",
        "towns",
        "capitals",
        "provinces",
        "regions",
    }
)
#: What the offices of places are of; all others are of countries.
_PLACES: dict[str, EntityType] = {"mayor": "City", "governor": "Region", "chief-minister": "Region"}
#: Characters of the longest title in the plural, and more.
_LONGEST = 200


@dataclass(slots=True)
class _Plural:
    """A title in the plural, tokens ``start:end``, and the countries before it."""

    start: int
    end: int
    words: str
    """The title in the singular."""
    form: Form
    first: int = 0
    former: bool = False
    owners: list[DocMention] = field(default_factory=list)
    theirs: bool = False
    """"Their foreign ministers": of those named before in the sentence."""

    @property
    def realm(self) -> EntityType:
        """What the office is of."""
        return _PLACES.get(str(self.form.role), "Country")

    @property
    def shared(self) -> bool:
        """Whether one country may have several holders: former ones, or ministers and senators."""
        return self.former or not roles().get(str(self.form.role), {}).get("unique", True)


@dataclass(slots=True)
class _Item:
    """A name in a list, with its country if it has one of its own."""

    person: DocMention
    end: int
    of: DocMention | None = None


def find_lists(doc: Doc, starting: Places, ending: Places, titled: set[int]) -> Iterator[Holding]:
    """Holders of titles in the plural. ``titled`` are the tokens behind titles in the singular."""
    # "His deputy prosecutors, A of Fiji and B of Senegal": where they come from, not whose they are.
    plurals = [
        p for p in _read(doc, starting, ending)
        if doc[p.first - 1].lower_ not in _ANOTHERS or p.form.role == COUNTERPART
    ]  # fmt: skip
    for n, plural in enumerate(plurals):
        stop = plurals[n + 1].first if n + 1 < len(plurals) else len(doc)
        pairs = (
            _all_of_them(doc, plural, starting)
            or _names_behind(doc, plural, starting)
            or _countries_behind(doc, plural, starting, ending)
            or _bracketed_behind(doc, plural, starting)
            or _further_on(doc, plural, starting, stop, titled)
        )
        for person, of in pairs:
            yield _holding(plural, person, of)


def _holding(plural: _Plural, person: DocMention, of: DocMention | None) -> Holding:
    country = of.country if of is not None else None
    role = plural.form.by_country.get(country or "", str(plural.form.role))
    return Holding(
        person=person, role=role, role_at=person.start, title=plural.words, start=person.start, end=person.end,
        rule="office:list", of=of, former=plural.former,
    )  # fmt: skip


def _read(doc: Doc, starting: Places, ending: Places) -> Iterator[_Plural]:
    behind = 0
    known_plurals, plain = by_first_word(), doc._.plain
    for start, word in enumerate(spelling(doc).lower):
        known_here = known_plurals.get(word)
        if known_here is None or start in starting or start < behind:
            continue
        at = doc[start].idx
        if not plain[at : at + _LONGEST].lower().startswith(known_here):
            continue
        for size in range(min(7, len(doc) - start), 0, -1):
            known = plural_forms().get(doc[start : start + size].text.lower())
            if known is not None:
                plural = _Plural(start, start + size, *known)
                _read_left(doc, plural, ending)
                yield plural
                behind = start + size
                break


def _read_left(doc: Doc, plural: _Plural, ending: Places) -> None:
    i = plural.start
    while i > 0 and not doc[i].is_sent_start:
        word = doc[i - 1].lower_
        if i in ending and ending[i][1].type == "Country":
            plural.owners.insert(0, ending[i][1])
            i = ending[i][0]
        elif word == "'s" and i - 1 in ending and ending[i - 1][1].type == "Country":
            plural.owners.insert(0, ending[i - 1][1])
            i = ending[i - 1][0]
        elif word in prefixes("former") or (
            word == "-" and i > 1 and doc[i - 2].lower_ in prefixes("former")
        ):
            plural.former = True
            i -= 2 if word == "-" else 1
        elif (
            word in _BEFORE
            or word.isdigit()
            or word in prefixes("plain")
            or (plural.owners and word in {",", "and"} and i - 1 in ending)
        ):
            i -= 1
        else:
            break
    plural.first = i
    if i > 0 and doc[i - 1].lower_ == "their" and not plural.owners and not plural.former:
        plural.theirs = True
        plural.owners = _named_before(doc, i - 1, ending)


def _named_before(doc: Doc, end: int, ending: Places) -> list[DocMention]:
    """The countries that the sentence names before token ``end``, each once."""
    found: list[DocMention] = []
    i = end
    while i > 0 and not doc[i].is_sent_start:
        if i in ending:
            i, mention = ending[i]
            if mention.type == "Country" and mention.country not in {m.country for m in found}:
                found.insert(0, mention)
        else:
            i -= 1
    return found


def _items(doc: Doc, i: int, starting: Places, kind: EntityType, *, opening: bool = False) -> list[_Item]:
    """Names, one after the other, that begin at token ``i``, each with what it is of, if that is of this kind.

    ``opening`` allows the first to open its sentence.
    """
    found: list[_Item] = []
    while True:
        while i < len(doc) and doc[i].lower_.rstrip(".") in honorifics():
            i += 1
        if i not in starting or (doc[i].is_sent_start and not (opening and not found)):
            return found
        end, mention = starting[i]
        possessor = None
        if mention.type == kind and end < len(doc) and doc[end].lower_ == "'s" and end + 1 in starting:
            possessor, (end, mention) = mention, starting[end + 1]
        if mention.type != "Person":
            return found
        item = _Item(mention, end, possessor)
        if end + 1 < len(doc) and doc[end].lower_ in {"of", "from", "for"} and possessor is None:
            realm = starting.get(end + 1) or (starting.get(end + 2) if doc[end + 1].lower_ == "the" else None)
            if realm is not None and realm[1].type == kind:
                item.of, item.end = realm[1], realm[0]
        elif doc[end : end + 1].text == "(" and end + 1 in starting and possessor is None:
            realm = starting[end + 1]
            if realm[1].type == kind and doc[realm[0] : realm[0] + 1].text == ")":
                item.of, item.end = realm[1], realm[0] + 1
        found.append(item)
        i = _behind_separator(doc, item.end)
        if i == item.end:
            return found


def _behind_separator(doc: Doc, i: int) -> int:
    """Where the next item of a list begins; ``i`` itself if none does."""
    start = i
    while i < len(doc) and i - start < 2 and doc[i].lower_ in _SEPARATORS and not doc[i].is_sent_start:
        i += 1
    return i


def _realms(doc: Doc, i: int, starting: Places, kind: EntityType) -> tuple[list[DocMention], int]:
    """Countries, or cities, one after the other, from token ``i`` on, and where they end."""
    found: list[DocMention] = []
    end = i
    while True:
        if i < len(doc) and doc[i].lower_ == "the":
            i += 1
        if i not in starting or doc[i].is_sent_start or starting[i][1].type != kind:
            return found, end
        end, mention = starting[i]
        if mention.kind != "name":
            return found, i
        found.append(mention)
        i = _behind_separator(doc, end)
        if i == end:
            return found, end


_Pairs = list[tuple[DocMention, DocMention | None]]


def _all_of_them(doc: Doc, plural: _Plural, starting: Places) -> _Pairs:
    """ "A of X, B of Y and C of Z, all foreign ministers,": the names before, with their countries."""
    end = plural.first + 1 if doc[plural.first].lower_ == "both" else plural.first
    if end < 2 or doc[end - 1].lower_ not in {"all", "both"} or doc[end - 2].text != "," or plural.owners:
        return []
    for i in sorted(starting):
        if i < end and starting[i][1].type in {"Person", plural.realm}:
            items = _items(doc, i, starting, plural.realm, opening=True)
            if len(items) > 1 and items[-1].end == end - 2:
                return _pairs(plural, items)
    return []


def _pairs(plural: _Plural, items: list[_Item]) -> _Pairs:
    """Those with a country beside the name; of "A and B, both former presidents," the article tells whose they were,
    and of "presidents A and B" reference data may.
    """
    if all(item.of is None for item in items):
        return [(item.person, None) for item in items]
    return [(item.person, item.of) for item in items if item.of is not None]


def _names_behind(doc: Doc, plural: _Plural, starting: Places) -> _Pairs:
    """ "Presidents A of X and B of Y", "Russian ministers A and B", "Polish and Czech presidents A and B"."""
    at = plural.end
    apposed = at < len(doc) and doc[at].text == ","
    if apposed or (at < len(doc) and doc[at].text in {":", "were", "are"}):
        at += 1
    items = _items(doc, at, starting, plural.realm) if at < len(doc) else []
    if len(items) < 2 or (apposed and not plural.owners and any(item.of is None for item in items)):
        return []
    if items[-1].of is None and doc[items[-1].end : items[-1].end + 1].text.lower() == "of":
        return []  # "presidents A and B of the two clubs"
    own = [item for item in items if item.of is not None]
    if own and own != items[-1:]:
        return [(item.person, item.of) for item in items if item.of is not None]
    if own:
        # "Presidents A and B of X and Y"
        more, _ = _realms(doc, _behind_separator(doc, own[0].end), starting, plural.realm)
        countries = [of for of in (own[0].of, *more) if of is not None]
    else:
        countries = plural.owners
    if len(countries) == 1 and plural.shared and not plural.theirs:
        countries = countries * len(items)
    if len(countries) != len(items):
        return _pairs(plural, own if countries else items)
    return list(zip((item.person for item in items), countries, strict=True))


def _countries_behind(doc: Doc, plural: _Plural, starting: Places, ending: Places) -> _Pairs:
    """ "the presidents of X and Y, A and B," and "A and B, the presidents of X and Y"."""
    if plural.end >= len(doc) or doc[plural.end].lower_ != "of":
        return []
    countries, end = _realms(doc, plural.end + 1, starting, plural.realm)
    if not countries:
        return []
    opened = end < len(doc) and doc[end].text in _OPENS
    first = end + 2 if doc[end + 1 : end + 2].text == "respectively" else end + 1
    people = [item.person for item in _items(doc, first, starting, plural.realm)] if opened else []
    if not people and plural.first > 1 and doc[plural.first - 1].text == ",":
        people = _people_before(doc, plural.first - 1, ending)
    if len(countries) == 1 and plural.shared and len(people) > 1:
        countries = countries * len(people)
    if len(people) != len(countries) or len(people) < 2:
        return []
    return list(zip(people, countries, strict=True))


def _bracketed_behind(doc: Doc, plural: _Plural, starting: Places) -> _Pairs:
    """ "the foreign ministers of China (A), Russia (B) and India (C)": every country with its name in brackets."""
    i = plural.end
    if i + 1 >= len(doc) or doc[i].lower_ not in {"of", "from"}:
        return []
    i += 1
    pairs: _Pairs = []
    while i < len(doc):
        i += doc[i].lower_ == "the"
        if i not in starting or starting[i][1].type != "Country" or doc[i].is_sent_start:
            break
        end, country = starting[i]
        holder = starting.get(end + 1) if doc[end : end + 1].text == "(" else None
        if holder is None or holder[1].type != "Person" or doc[holder[0] : holder[0] + 1].text != ")":
            break
        pairs.append((holder[1], country))
        after = holder[0] + 1
        i = _behind_separator(doc, after)
        if i == after:
            break
    return pairs if len(pairs) > 1 else []


def _people_before(doc: Doc, i: int, ending: Places) -> list[DocMention]:
    found: list[DocMention] = []
    while i in ending and ending[i][1].type == "Person":
        i, mention = ending[i]
        found.insert(0, mention)
        start = i
        while i > 0 and start - i < 2 and doc[i - 1].lower_ in _SEPARATORS:
            i -= 1
        if i == start:
            break
    return found


def _further_on(doc: Doc, plural: _Plural, starting: Places, stop: int, titled: set[int]) -> _Pairs:
    """ "Six presidents met: …" or "… met. A of X, B of Y and C of Z stood by": all with their countries."""
    if plural.owners:
        return []
    i, sentences = plural.end, 0
    named: set[str] = set()
    if i < len(doc) and doc[i].lower_ == "of":
        # "the prime ministers of X and Y met. A of X and B of Y …"
        owners, i = _realms(doc, i + 1, starting, plural.realm)
        named = {owner.ref or owner.text for owner in owners}
        if not named:
            # "the foreign ministers of the three Baltic states, A (Estonia), …"
            while i < len(doc) and i - plural.end < _TOGETHER and doc[i].text not in _OPENS:
                i += 1
            states = _STATES.intersection(token.lower_ for token in doc[plural.end : i])
            opened = states and i < len(doc) and doc[i].text in _OPENS
            items = _items(doc, i + 1, starting, plural.realm) if opened else []
            own: _Pairs = [(item.person, item.of) for item in items if item.of is not None]
            return own if len(own) > 1 and len(own) == len(items) else []
    while i < stop and sentences < _SENTENCES:
        if doc[i].is_sent_start:
            sentences += 1
        if i in starting and i not in titled and starting[i][1].type in {"Person", plural.realm}:
            items = _items(doc, i, starting, plural.realm)
            countries = {item.of.ref or item.of.text for item in items if item.of is not None}
            if len(items) > 1 and len(countries) == len(items) and (not named or countries <= named):
                return [(item.person, item.of) for item in items if item.of is not None]
            i = items[-1].end if items else i + 1
        else:
            i += 1
    return []
