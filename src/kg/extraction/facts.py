"""Facts: relations that hold for a while, as an article states them. Offices, membership, affiliation, seats.

Most come from word order that news uses as a formula; where grammar is needed the rule says so by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction import syntax
from kg.extraction.events import sentence_span
from kg.extraction.participants import Participants
from kg.extraction.status import assess
from kg.extraction.times import Timeline, resolve
from kg.model import EntityType, Fact, LocalEntity, TimeValue
from kg.nlp.document import DocEntity, DocMention, Holding, original_span
from kg.nlp.offices import GENERIC, office_title, roles

_CONFIDENCE = {
    "office:title": 0.95,
    "office:apposition": 0.9,
    "office:copula": 0.85,
    "office:counterpart": 0.85,
}
_INHERITED = 0.85

#: Types that people can be members of.
_MEMBERSHIP: frozenset[EntityType] = frozenset({"PoliticalParty", "ArmedGroup"})
_BODIES: frozenset[EntityType] = frozenset(
    {"Organization", "PoliticalParty", "MediaOrganization", "Company", "ArmedGroup", "GovernmentBody", "MilitaryForce",
     "InternationalOrganization"}
)  # fmt: skip


_SMALL = frozenset({"of", "the", "and", "for", "to", "in"})


class Offices:
    """The office entities of one article: a role of a country or an organisation."""

    def __init__(self, first: int) -> None:
        self._next = first
        self.found: dict[tuple[str, str], LocalEntity] = {}

    def office(self, holding: Holding, of: DocEntity) -> LocalEntity:
        title = office_title(holding.role, of.country if of.type == "Country" else None, holding.prefix)
        key = (title, of.key)
        if key not in self.found:
            # Called as the article calls it; what it is, and what other articles' words are joined on, is the role.
            worded = " ".join(w if w in _SMALL else w[:1].upper() + w[1:] for w in holding.title.split())
            names = (f"{holding.prefix} {worded}".strip() + f" of {of.name}", f"{title} of {of.name}")
            self.found[key] = LocalEntity(
                f"e{self._next}", "Office", names[0], tuple(sorted({*names})), None, of.country, title, of.key
            )
            self._next += 1
        return self.found[key]


def facts(doc: Doc, participants: Participants, timeline: Timeline) -> tuple[list[Fact], list[LocalEntity]]:
    """The facts of one Doc, and the offices that they are about."""
    offices = Offices(len(doc._.entities))
    found = [
        *_offices(doc, offices, timeline),
        *_affiliations(doc, participants),
        *_memberships(doc),
        *_seats(doc),
    ]
    unique: dict[tuple[object, ...], Fact] = {}
    for fact in sorted(
        found, key=lambda f: (f.evidence, f.predicate, f.subject, f.object, -f.confidence, f.rule)
    ):
        unique.setdefault((fact.subject, fact.predicate, fact.object, fact.evidence, fact.status), fact)
    return list(unique.values()), list(offices.found.values())


def _sentence(doc: Doc, position: int) -> Token:
    span = doc.char_span(position, position + 1, alignment_mode="expand")
    assert span is not None
    return span[0]


def _offices(doc: Doc, offices: Offices, timeline: Timeline) -> Iterator[Fact]:
    for holding in doc._.holdings:
        person, of = holding.person.entity, holding.of.entity if holding.of is not None else None
        if person is None or of is None or person.type != "Person":
            continue
        token = _sentence(doc, holding.start)
        evidence = sentence_span(doc, token.sent)
        trigger = original_span(doc, holding.start, holding.end)
        confidence = _CONFIDENCE[holding.rule.split("+")[0]] * (_INHERITED if "+" in holding.rule else 1.0)
        status = assess(token).status if holding.rule == "office:copula" else "Asserted"
        since, until = _validity(doc, holding, timeline)
        if holding.role in GENERIC:
            if holding.role in {"leader", "head"} and of.type in _BODIES and not holding.former:
                yield Fact(person.key, "leads", of.key, evidence, holding.rule, status=status, trigger=trigger,
                           valid_from=since, valid_until=until, confidence=round(confidence, 2))  # fmt: skip
            continue
        office = offices.office(holding, of)
        if holding.designate:
            status = "Planned"
        predicate = "formerlyHeldOffice" if holding.former else "holdsOffice"
        yield Fact(person.key, predicate, office.key, evidence, holding.rule, status=status, trigger=trigger,
                   valid_from=since, valid_until=until, confidence=round(confidence, 2))  # fmt: skip
        row = roles()[holding.role]
        heads = row.get("head_of")
        if (
            heads
            and of.type == "Country"
            and not holding.former
            and not holding.designate
            and holding.prefix in {"", "Acting", "Interim"}
        ):
            country = of.country or ""
            if country not in row.get("not_in", ()) and ("only_in" not in row or country in row["only_in"]):
                predicate = "headOfState" if heads == "state" else "headOfGovernment"
                yield Fact(of.key, predicate, person.key, evidence, f"{holding.rule}:{predicate}", status=status,
                           trigger=trigger, valid_from=since, valid_until=until, confidence=round(confidence * 0.95, 2))  # fmt: skip


_SINCE = re.compile(r"^[\s,]*(?:who |has |have |had |been |in |the |post |office |power |role |job )*since\s")


def _validity(doc: Doc, holding: Holding, timeline: Timeline) -> tuple[TimeValue | None, TimeValue | None]:
    """ "President since 2019", "served as prime minister from 2006 to 2010": only what follows the title directly."""
    after = [e for e in timeline if holding.end <= e.start < holding.end + 60]
    if not after:
        return None, None
    between = doc.text[holding.end : after[0].start].lower()
    sentence_end = _sentence(doc, holding.start).sent.end_char
    after = [e for e in after if e.start < sentence_end]
    if not after:
        return None, None
    first = resolve(after[0], timeline.anchor, timeline.basis, "past")
    if _SINCE.match(between + " ") or re.fullmatch(r"\s*since\s*", between):
        return _plain(first), None
    if (
        re.fullmatch(r"[\s,]*(?:who (?:served|ruled|governed) )?(?:from|between)\s*", between)
        and len(after) > 1
    ):
        joint = doc.text[after[0].end : after[1].start].strip().lower()
        if joint in {"to", "until", "and", "till", "through", "-", "–"}:
            return _plain(first), _plain(resolve(after[1], timeline.anchor, timeline.basis, "past"))
    if re.fullmatch(r"\s*until\s*", between):
        return None, _plain(first)
    return None, None


def _plain(time: TimeValue | None) -> TimeValue | None:
    """The bound itself: "since 1963" begins in 1963."""
    if time is None:
        return None
    value = time.value or (time.earliest or time.latest or "")[:10]
    if (time.value is None and value.endswith("-01-01")) or (time.value is None and value.endswith("-12-31")):
        value = value[:4]
    return TimeValue(value or None, time.earliest, time.latest, time.basis, time.text)


def _affiliations(doc: Doc, participants: Participants) -> Iterator[Fact]:
    """ "Syria's official news agency SANA", "Russia's TASS news agency", "the Lebanese group Hezbollah"."""
    for mention in doc._.mentions:
        entity = mention.entity
        if (
            entity is None
            or mention.kind != "name"
            or entity.type not in _BODIES - {"InternationalOrganization"}
        ):
            continue
        token = doc[mention.token]
        owner: DocMention | None = None
        for child in syntax.children(token, "poss", "amod", "compound", "nmod"):
            named = participants.by_token.get(child.i)
            if named is not None and named.entity is not None and named.entity.type == "Country":
                owner = named
        if owner is None:
            owner = _before(doc, mention, participants)
        if owner is None or owner.entity is None or owner.entity is entity:
            continue
        yield Fact(entity.key, "affiliatedWith", owner.entity.key, sentence_span(doc, token.sent), "affiliation:possessor",
                   trigger=original_span(doc, min(owner.start, mention.start), max(owner.end, mention.end)), confidence=0.85)  # fmt: skip


def _before(doc: Doc, mention: DocMention, participants: Participants) -> DocMention | None:
    """The country right before the token that holds the name and its description."""
    i = mention.token - 1
    if i >= 0 and doc[i].lower_ == "'s":
        i -= 1
    while (
        i >= 0
        and doc[i].lower_ in {"official", "state", "run", "-", "national", "main", "ruling"}
        and doc[i].sent == doc[mention.token].sent
    ):
        i -= 1
    named = participants.by_token.get(i)
    if (
        named is not None
        and named.entity is not None
        and named.entity.type == "Country"
        and doc[i].sent == doc[mention.token].sent
    ):
        return named
    return None


_MEMBER = re.compile(
    r"(?:,? (?:a|an|the)? ?(?:\w+ )?(?:member|lawmaker|senator|deputy|MP|politician|candidate|leader|founder|chairman|"
    r"chairwoman|official|activist|minister)s? (?:of|from|for|in) (?:the )?(?:\w+ )?|"
    r" of the (?:\w+ )?| \()$"
)


def _memberships(doc: Doc) -> Iterator[Fact]:
    """ "X of the Y Party", "X (Y Party)", "X, a member of Y": person and party with a formula between them."""
    mentions = [m for m in doc._.mentions if m.kind == "name" and m.entity is not None]
    for person, party in zip(mentions, mentions[1:], strict=False):
        if person.type != "Person" or party.type not in _MEMBERSHIP:
            continue
        if person.end >= party.start or not _MEMBER.fullmatch(doc.text[person.end : party.start]):
            continue
        token = _sentence(doc, person.start)
        if _sentence(doc, party.start).sent != token.sent or person.entity is None or party.entity is None:
            continue
        former = " former " in doc.text[person.end : party.start]
        yield Fact(person.entity.key, "memberOf", party.entity.key, sentence_span(doc, token.sent), "member:formula",
                   status="Negated" if former else "Asserted",
                   trigger=original_span(doc, person.start, party.end), confidence=0.85)  # fmt: skip


def _seats(doc: Doc) -> Iterator[Fact]:
    """ "X, the capital of Y" and "Y's capital, X"."""
    mentions = [m for m in doc._.mentions if m.entity is not None]
    for first, second in zip(mentions, mentions[1:], strict=False):
        between = doc.text[first.end : second.start]
        pair: tuple[DocMention, DocMention] | None = None
        if (
            first.type == "City"
            and second.type == "Country"
            and re.fullmatch(r",? (?:is )?the capital (?:city )?of (?:the )?", between)
        ):
            pair = first, second
        elif (
            first.type == "Country"
            and second.type == "City"
            and re.fullmatch(r"(?:'s?)? capital(?: city)?,? (?:of )?", between)
        ):
            pair = second, first
        if pair is None:
            continue
        city, country = pair[0].entity, pair[1].entity
        assert city is not None and country is not None
        token = _sentence(doc, first.start)
        yield Fact(city.key, "capitalOf", country.key, sentence_span(doc, token.sent), "capital:formula",
                   trigger=original_span(doc, first.start, second.end), confidence=0.9)  # fmt: skip
