"""Pronouns: "he", "its", "they", and "we" in a press release.

A pronoun is linked to the subject of its own or the last sentence, or to the only mention that fits. With two
candidates as likely there is no link: a wrong one makes a false event about somebody.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.lexicon.gazetteer import metonyms
from kg.model import EntityType
from kg.nlp.document import DocEntity, DocMention, segment_kind
from kg.nlp.names import fold

_PRONOUNS: dict[str, str] = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "their": "they", "them": "they",
    "we": "speaker", "our": "speaker", "us": "speaker", "i": "speaker", "my": "speaker",
}  # fmt: skip

#: What "it" may stand for.
_BODIES: frozenset[EntityType] = frozenset(
    {"Country", "Organization", "Government", "GovernmentBody", "PoliticalParty", "MilitaryForce", "ArmedGroup",
     "InternationalOrganization", "MediaOrganization", "Company"}
)  # fmt: skip


def pronouns(doc: Doc, mentions: list[DocMention]) -> list[DocMention]:
    """Link pronouns to the subject or the last fitting mention of this sentence or the one before."""
    speaker = _first_person(doc, mentions)
    found: list[DocMention] = []
    by_sentence: list[list[DocMention]] = []
    sentences = list(doc.sents)
    position = 0
    for sentence in sentences:
        here: list[DocMention] = []
        while position < len(mentions) and mentions[position].start < sentence.end_char:
            here.append(mentions[position])
            position += 1
        by_sentence.append(here)
    previous: list[DocMention] = []
    kinds = [segment_kind(doc, sentence.start_char) for sentence in sentences]
    for number, sentence in enumerate(sentences):
        if number and kinds[number - 1] == "body":
            previous = by_sentence[number - 1]
        for token in sentence:
            kind = _PRONOUNS.get(token.lower_)
            if kind is None or token.pos_ != "PRON":
                continue
            if kind == "speaker":
                said_by = _quoted_speaker(token, by_sentence[number]) if _quoted(token) else speaker
                antecedents = [said_by] if said_by is not None else []
            else:
                antecedents = _antecedents(doc, token, kind, by_sentence[number], previous)
            if not antecedents:
                continue
            entity = antecedents[0]
            mention = DocMention(token.idx, token.idx + len(token), token.text, entity.type, "pronoun", None,
                                 entity.country, entity, token.i, tuple(antecedents[1:]))  # fmt: skip
            found.append(mention)
            # A resolved pronoun carries its antecedent into the next sentence.
            by_sentence[number].append(mention)
            by_sentence[number].sort(key=lambda m: m.start)
    return found


def _first_person(doc: Doc, mentions: list[DocMention]) -> DocEntity | None:
    """Who says "we" in a press release."""
    name = doc._.first_person
    if not name:
        return None
    for mention in mentions:
        if mention.entity is not None and fold(mention.text) in fold(name):
            return mention.entity
    return None


def _quoted_speaker(token: Token, here: list[DocMention]) -> DocEntity | None:
    """Who says "we" in a quotation: the subject of the verb of saying above it."""
    by_token = {m.token: m for m in here}
    for verb in token.ancestors:
        if verb.lemma_ in load("status")["speech_verbs"]:
            for child in verb.children:
                if child.dep_ == "nsubj" and child.i in by_token:
                    return by_token[child.i].entity
    return None


def _quoted(token: Token) -> bool:
    before: str = token.doc._.plain[token.sent.start_char : token.idx]
    return before.count('"') % 2 == 1


def _antecedents(
    doc: Doc, token: Token, kind: str, here: list[DocMention], before: list[DocMention]
) -> list[DocEntity]:
    """The entities that a third-person pronoun stands for; none where two readings are as likely."""
    if kind == "it" and token.dep_ in {"nsubj", "nsubjpass", "expl"} and _expletive(token):
        return []
    if token.lower_.endswith("self") and token.dep_ == "dobj":
        reflected = {c.i for c in token.head.children if c.dep_ in {"nsubj", "nsubjpass"}}
        return _one([m for m in here if m.token in reflected])
    earlier = [m for m in here if m.start < token.idx and not _same_clause_object(doc, m, token)]
    if (
        kind == "it"
        and token.dep_ == "nsubj"
        and token.head.lemma_ in {"say", "add", "report", "note", "state"}
    ):
        # "…, it added": the agency or body that spoke in the sentence before goes on.
        speakers = [
            m for m in [*before, *earlier]
            if m.entity is not None and (m.entity.type == "MediaOrganization" or (_speaks(doc, m) and _fits(m, kind)))
        ]  # fmt: skip
        return [speakers[-1].entity] if speakers and speakers[-1].entity is not None else []
    if kind == "they":
        sides = _coordinated(doc, earlier) or _coordinated(doc, before)
        if sides and not any(_fits(m, kind) and _is_subject(doc, m) for m in [*before, *earlier]):
            return sides
    if kind == "it" and token.dep_ in {"dobj", "pobj", "dative"}:
        # "Israel said that Iran had attacked it": only the subject of a clause above; else it may be any thing.
        above = {c.i for a in token.head.ancestors for c in a.children if c.dep_ in {"nsubj", "nsubjpass"}}
        return _one([m for m in earlier if m.token in above and _fits(m, kind)])
    if kind in {"m", "f"} and token.dep_ in {"dobj", "pobj", "dative"}:
        # "X thanked him": anyone named so far but X; only where that leaves one person.
        subject = {c.i for c in token.head.children if c.dep_ == "nsubj"}
        near = [m for m in [*before, *earlier] if _fits(m, kind) and m.token not in subject]
        own = {id(m.entity) for m in here if m.token in subject}
        return _one([m for m in near if id(m.entity) not in own])
    fitting = [m for m in earlier if _fits(m, kind)]
    if fitting:
        subjects = [m for m in fitting if _is_subject(doc, m)]
        if subjects:
            return _one(subjects[-1:])
        return _one(fitting)
    subjects = [m for m in before if _fits(m, kind) and _is_subject(doc, m)]
    if subjects:
        return _one(subjects[:1])
    return _one([m for m in before if _fits(m, kind)])


def _one(mentions: list[DocMention]) -> list[DocEntity]:
    """The entity that all the mentions name, if it is one."""
    entities = {id(m.entity): m.entity for m in mentions if m.entity is not None}
    return list(entities.values()) if len(entities) == 1 else []


def _coordinated(doc: Doc, mentions: list[DocMention]) -> list[DocEntity]:
    """The entities of a subject like "Mali and Burkina Faso"."""
    by_token = {
        m.token: m for m in mentions if m.kind in {"name", "metonym", "nominal"} and m.entity is not None
    }
    for mention in reversed(mentions):
        if not _is_subject(doc, mention) or mention.token not in by_token:
            continue
        found = [mention.entity]
        token = doc[mention.token]
        while conjuncts := [c for c in token.children if c.dep_ == "conj" and c.i in by_token]:
            token = conjuncts[0]
            found.append(by_token[token.i].entity)
        entities = [e for e in found if e is not None]
        if len(entities) > 1:
            return entities
    return []


def _speaks(doc: Doc, mention: DocMention) -> bool:
    return _is_subject(doc, mention) and doc[mention.token].head.lemma_ in {
        "say",
        "add",
        "report",
        "note",
        "state",
    }


def _fits(mention: DocMention, kind: str) -> bool:
    entity = mention.entity
    if entity is None or mention.kind == "demonym":
        return False
    if kind in {"m", "f"}:
        return entity.type == "Person" and entity.gender in {kind, None}
    if kind == "it":
        return (entity.type in _BODIES and not entity.plural) or mention.text in metonyms()
    return entity.plural or entity.type in {"Group", "ArmedGroup", "MilitaryForce"}


def _is_subject(doc: Doc, mention: DocMention) -> bool:
    return mention.token >= 0 and doc[mention.token].dep_ in {"nsubj", "nsubjpass"}


def _same_clause_object(doc: Doc, mention: DocMention, token: Token) -> bool:
    """Whether the mention is the subject of the verb whose object the pronoun is: "X met him" is not X."""
    return (
        token.dep_ in {"dobj", "pobj"}
        and mention.token >= 0
        and (doc[mention.token].head == token.head or doc[mention.token].head == token.head.head)
        and doc[mention.token].dep_ == "nsubj"
    )


def _expletive(token: Token) -> bool:
    """ "It is important that", "it was raining"."""
    verb = token.head
    return verb.lemma_ in {"be", "seem", "appear", "remain", "become"} or token.dep_ == "expl"
