"""Component ``kg_entities``: which mentions of an article are one and the same, pronouns and descriptions included.

Names first, by reference data and spelling; then groups ("Israeli forces"), descriptions ("the Russian president",
"the agency") and pronouns. When in doubt there is no link: a wrong one makes a false event about somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.lexicon.gazetteer import peoples
from kg.lexicon.ministries import ministry_field
from kg.nlp.aliases import aliases as also_called
from kg.nlp.aliases import first_letters
from kg.nlp.coreference import pronouns
from kg.nlp.descriptions import descriptions
from kg.nlp.document import DocEntity, DocMention, Holding, register_extensions
from kg.nlp.groups import appositions, groups
from kg.nlp.metonyms import acting_seats
from kg.nlp.names import fold
from kg.nlp.persons import link_persons, set_gender
from kg.nlp.plural_titles import plural_titles
from kg.nlp.references import referenced
from kg.nlp.titles import GENERIC, roles

#: What goes by no initials.
_NO_LETTERS = frozenset({"Person", "Country", "City", "Region", "Place", "Group"})


class Entities:
    """Sets ``doc._.entities`` and the ``entity`` of every mention; adds mentions of groups and pronouns."""

    def __call__(self, doc: Doc) -> Doc:
        mentions: list[DocMention] = doc._.mentions
        entities: list[DocEntity] = []
        by_ref: dict[str, DocEntity] = {}
        acting_seats(doc, mentions)
        for mention in mentions:
            if mention.kind == "demonym" and (
                mention.text in peoples()
                or (doc[mention.token].tag_ in {"NNS", "NNPS"} and mention.text.endswith("s"))
            ):
                # "Kenyans voted", "Palestinians were killed": people, not their state.
                mention.type, mention.ref = "Group", f"group:{mention.country}"
        for mention in mentions:
            if mention.ref is not None:
                mention.entity = referenced(mention, by_ref, entities)
        for holding in doc._.holdings:
            if holding.of is not None and holding.of.entity is None and holding.of.ref is not None:
                holding.of.entity = referenced(holding.of, by_ref, entities)
        _link_named(mentions, entities, doc)
        set_gender(doc, mentions)
        _share_country(doc, by_ref, entities)
        mentions = mentions + appositions(doc, mentions)
        mentions = mentions + plural_titles(doc, mentions)
        described = descriptions(doc, mentions)
        for mention in described:
            # A capital or a country that the article has no name for.
            if mention.entity is not None and not any(mention.entity is e for e in entities):
                entities.append(mention.entity)
        mentions = mentions + described
        mentions = mentions + groups(doc, mentions, entities, by_ref)
        mentions.sort(key=lambda m: (m.start, m.end))
        mentions = sorted(pronouns(doc, mentions, entities), key=lambda m: (m.start, m.end))
        order = {id(e): i for i, e in enumerate(entities)}
        first = {id(m.entity): m.start for m in reversed(mentions) if m.entity is not None}
        entities.sort(key=lambda e: (first.get(id(e), len(doc._.plain)), order[id(e)]))
        for i, entity in enumerate(entities):
            entity.key = f"e{i}"
        doc._.mentions = mentions
        doc._.entities = entities
        return doc


def _link_named(mentions: list[DocMention], entities: list[DocEntity], doc: Doc) -> None:
    """Cluster names without reference data: full names make entities, shorter forms and aliases join them."""
    aliases = also_called(doc._.plain, mentions)
    persons = {id(m) for m in mentions if m.type == "Person" and m.kind == "name"}
    _retype_aliases(mentions, [(one, other) for one, other in aliases if id(one) in persons])
    named = [m for m in mentions if m.entity is None and m.kind == "name"]
    link_persons([m for m in named if m.type == "Person"], entities, doc)
    others: dict[tuple[str, str | None], DocEntity] = {}
    # Those first that say whose they are, so that "the Interior Ministry" finds the one that does.
    for mention in sorted(named, key=lambda m: (m.country is None, m.start)):
        if mention.type == "Person":
            continue
        key = fold(mention.text).removeprefix("the ")
        entity = others.get((key, mention.country))
        if entity is None and mention.country is None:
            owned = [e for (name, _), e in others.items() if name == key]
            entity = owned[0] if len(owned) == 1 else None
        if entity is None:
            entity = DocEntity(mention.type, mention.text, None, mention.country)
            others[key, mention.country] = entity
            entities.append(entity)
        entity.names.add(mention.text)
        mention.entity = entity
        mention.type = entity.type
    for one, other in [*aliases, *_by_initials(mentions), *_one_ministry(mentions)]:
        _join(one, other, mentions, entities)


def _by_initials(mentions: list[DocMention]) -> Iterator[tuple[DocMention, DocMention]]:
    """A long name and the letters of it that the article goes on with: "United National Front" and "UNF"."""
    named = [m for m in mentions if m.kind == "name" and m.type not in _NO_LETTERS and m.entity is not None]
    for short in named:
        if short.ref is not None or not short.text.isupper() or not 3 <= len(short.text) <= 7:
            continue
        fitting = {id(m.entity): m for m in named if first_letters(m.text) == short.text}
        if len(fitting) == 1:
            yield next(iter(fitting.values())), short


def _one_ministry(mentions: list[DocMention]) -> Iterator[tuple[DocMention, DocMention]]:
    """Names of one ministry: of the only one of its field, or of the only one of its field and country."""
    ministries = [
        (m, field)
        for m in mentions
        if m.type == "GovernmentBody" and m.kind == "name" and (field := ministry_field(m.text)) is not None
    ]
    for one, field in ministries:
        for other, same in ministries:
            if same != field or other.entity is one.entity or one.start > other.start:
                continue
            countries = {m.country for m, f in ministries if f == field and m.country is not None}
            if one.country == other.country or len(countries) < 2:
                yield one, other


def _retype_aliases(mentions: list[DocMention], aliases: list[tuple[DocMention, DocMention]]) -> None:
    """ "Hemedti" is a person wherever the article names him, if he is another name of one."""
    texts = {other.text for _, other in aliases if other.ref is None}
    for mention in mentions:
        if mention.text in texts and mention.ref is None and mention.kind == "name":
            mention.type = "Person"


def _join(one: DocMention, other: DocMention, mentions: list[DocMention], entities: list[DocEntity]) -> None:
    """Make two names of one entity of two; what the reference data know keeps its identity."""
    kept, dropped = one.entity, other.entity
    if (
        kept is None
        or dropped is None
        or kept is dropped
        or (dropped.ref is not None and kept.ref is not None)
    ):
        return
    if (kept.type == "Person") != (dropped.type == "Person"):
        return
    if dropped.ref is not None or (kept.name.isupper() and not dropped.name.isupper()):
        kept, dropped = dropped, kept
    kept.names |= dropped.names
    kept.country = kept.country or dropped.country
    kept.gender = kept.gender or dropped.gender
    for mention in mentions:
        if mention.entity is dropped:
            mention.entity, mention.type = kept, kept.type
    entities[:] = [e for e in entities if e is not dropped]


def _share_country(doc: Doc, by_ref: dict[str, DocEntity], entities: list[DocEntity]) -> None:
    """Give a person the country of the office, and an office without a country that of the person's other one."""
    holdings: list[Holding] = doc._.holdings
    for holding in holdings:
        person = holding.person.entity
        if holding.role == "judge":
            continue  # "A Japanese judge, President X," may sit on any court
        if person is not None and holding.of is not None and holding.of.country and person.country is None:
            person.country = holding.of.country
    known: dict[int, DocMention] = {}
    for holding in holdings:
        if holding.role == "judge":
            continue
        if holding.of is not None and holding.of.country and holding.person.entity is not None:
            known.setdefault(id(holding.person.entity), holding.of)
    ends = {title.role_at: title.end for title in doc._.titles}
    owned = {title.role_at for title in doc._.titles if title.owner_at is not None}
    for holding in holdings:
        inherited = known.get(id(holding.person.entity))
        if holding.of is not None or inherited is None or inherited.country is None:
            continue
        if holding.role in GENERIC or roles()[holding.role].get("of") == "organisation":
            continue  # "foreign minister of X and the party's leader": no leader of X
        if doc._.plain.startswith(" of the ", ends.get(holding.role_at, 0)) or holding.role_at in owned:
            continue  # "Ambassador X of Brazil, President of the Council", "the bloc's envoy, X of Slovakia"
        if holding.role == "traditional-ruler":
            holding.of = inherited if inherited.type == "Region" else None
            continue
        country = DocMention(inherited.start, inherited.end, inherited.text, "Country", "demonym",
                             f"country:{inherited.country}", inherited.country)  # fmt: skip
        country.entity = referenced(country, by_ref, entities)
        holding.of = country
        holding.rule += "+other-title"


@Language.factory(
    "kg_entities",
    requires=["doc._.mentions", "token.dep", "token.tag"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    register_extensions()
    return Entities()
