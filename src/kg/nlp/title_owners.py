"""Whose office it is, in the words behind a title: "of the World Bank", "to France", "of Georgia's main party, X"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.document import DocMention
from kg.nlp.title import BODIES, OWNERS, Places, Title
from kg.nlp.titles import COUNTERPART, incoming_suffixes, prefixes, role_forms, roles

#: Who serves a person: an adviser to a president, a spokesman for a minister.
_SERVING = frozenset(
    {
        "adviser",
        "national-security-adviser",
        "spokesperson",
        "special-envoy",
        "press-secretary",
        "chief-of-staff",
    }
)
#: What of a country is the country itself, where a title is "of" it.
_STATE = frozenset({"government", "state", "republic"})
#: Who has an office of a town or a province.
_LOCAL = frozenset({"governor", "mayor", "police-chief", "chief-minister"})
#: Who may head a body that has no name of its own.
_HEADS = frozenset(
    {"head", "leader", "director", "chairman", "director-general", "executive-director", "commander", "president",
     "general-secretary-of-party", "secretary-general", "commissioner", "officer", "spokesperson"}
)  # fmt: skip
#: How many words may describe a body before its name: "the state-owned oil company X".
_REACH = 6
#: What a town may be called before its name.
_TOWNS = frozenset({"city", "town", "capital", "village", "municipality", "port", "borough", "megacity"})
_NO_DESCRIPTORS = frozenset(
    {"and", "or", "in", "for", "to", "from", "at", "by", "with", "on", "who", "which", "that", "whose", "when", "as",
     "after", "before", "since", "until", "is", "was", "are", "were", "has", "had", "his", "her", "its", "their", "a",
     "an"}
)  # fmt: skip


def read_right(doc: Doc, title: Title, starting: Places) -> None:
    """ "-elect", and "of (the) X" or "to X", as far as they go."""
    end = title.last
    if end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ in incoming_suffixes():
        title.designate = True
        end += 2
    elif end < len(doc) and doc[end].lower_ in incoming_suffixes() and doc[end - 1].text[0].isupper():
        title.designate = True
        end += 1
    if doc[end : end + 1].text in {"himself", "herself"}:
        end += 1  # "foreign minister himself from 1990 to 1992"
    title.last = end
    if end >= len(doc) or doc[end].is_sent_start:
        return
    word = doc[end].lower_
    sends = title.role is not None and roles().get(title.role, {}).get("sends", False)
    if word not in {"of", "for", "at", "to", "in", "on"} or (word == "on" and not sends):
        return
    if word in {"to", "for", "of"} and title.role in _SERVING and _read_principal(doc, title, end, starting):
        return
    if word != "of" and title.of is not None and not sends:
        return
    if (
        word == "of" and title.of is not None and title.of.type == "Country" and title.first < title.span.start
        and doc[end + 1 : end + 2].text == "the" and _read_body(doc, title, end + 2, title.of)
    ):  # fmt: skip
        return  # "Tunisia's head of the electoral authority"
    if _read_junta(doc, title, end, starting) or _read_national(doc, title, end, starting):
        return
    after = end + 1
    while (
        after < len(doc)
        and doc[after].lower_ in load("offices")["owner_styles"]
        and after not in starting
        and after - end < _REACH
    ):
        after += 1
    if word == "of" and _read_part(doc, title, end + 1, starting):
        return
    if after not in starting:
        after = _described(doc, end + 1, starting) or after
    if after not in starting or doc[after].is_sent_start:
        return
    last, mention = starting[after]
    if word == "of" and last < len(doc) and doc[last].is_lower and _describes(doc, after, last, mention):
        # "president of the Angolan rebel movement X"; one of "the Angolan football federation" is no state's.
        body_at = next(
            (
                i
                for i in range(last, min(last + 4, len(doc)))
                if i in starting or not doc[i].is_lower or doc[i].lower_ in {"of", "for", "in"}
            ),
            0,
        )
        if body_at in starting and starting[body_at][1].type in OWNERS - {"Country", "City", "Region"}:
            title.last, title.of = starting[body_at]
        elif _read_branch(doc, title, last, mention):
            return
        if body_at in starting or doc[last].lower_ not in _STATE:
            return
    of_another = last < len(doc) and (
        (
            mention.type == "Region"
            and doc[last].lower_ in load("offices")["owner_nouns"]
            and not _kind(doc, last)
        )
        or (mention.type in {"City", "Region"} and _names_body(doc, last))
        or (mention.type in BODIES and doc[last].lower_ in load("offices")["body_parts"])
    )
    if of_another and word == "of":
        return  # "prime minister of the Gulf state", "prefect of Paris police", "chairman of the SADC organ"
    if title.role == COUNTERPART and word in {"in", "from"} and mention.type in {"Country", "Region"}:
        title.of, title.last = title.of or mention, last
    if (
        word in {"of", "for"}
        and title.role == "minister"
        and mention.type == "Organization"
        and mention.ref is None
    ):
        # "Minister for Northern Affairs": what the minister is in charge of is nobody's name.
        title.last, title.role, title.fixed = last, "portfolio-minister", True
        title.words = doc[title.span.start : last].text
        return
    if word == "of" and mention.type in OWNERS:
        title.of, title.last = mention, last
        if last + 1 < len(doc) and doc[last].lower_ == "'s" and mention.type in {"Country", "City", "Region"}:
            _read_possessed(doc, title, last + 1, mention, starting)
    elif title.role == "high-representative" and word in {"in", "for"} and mention.type == "Country":
        title.of, title.last = title.of or mention, last
    elif sends and word in {"to", "in", "for", "on"}:
        # The post is of the country that sends; where that is not said, nobody's.
        title.last = last
    elif word in {"at", "in"} and _ministerial(title) and mention.type == "GovernmentBody":
        # "minister of state at the Ministry of Defence"
        title.last = last
    elif (
        (word in {"for", "at"} or (word == "in" and title.role == "commissioner"))
        and title.of is None
        and mention.type in OWNERS - {"Country", "City", "Region"}
    ):
        title.of, title.last = mention, last


def _describes(doc: Doc, start: int, end: int, mention: DocMention) -> bool:
    """Whether the name of a country says of what country a noun behind it is: "the U.S. central bank"."""
    if mention.kind == "demonym":
        return True
    if mention.type != "Country" or doc[start - 1].lower_ != "the":
        return False
    # "The Brazil branch": of a country without an article it is that of something else.
    rule = load("offices")["article"]
    article = mention.country in rule["countries"] or mention.text.endswith(".") or mention.text.isupper()
    return _names_body(doc, end) or not (article or set(mention.text.split()) & set(rule["words"]))


def _read_part(doc: Doc, title: Title, i: int, starting: Places) -> bool:
    """ "of the Mexican state of X", "of the southern Indian city of Y": the part's, not the country's."""
    start, kinds = i, load("subdivisions")["kinds"]
    while i < len(doc) and i - start < _REACH:
        if i in starting and starting[i][1].type == "Country":
            i = starting[i][0]
        elif (doc[i].lower_ in kinds or doc[i].lower_ in _TOWNS) and doc[i + 1 : i + 2].text == "of":
            break
        elif doc[i].is_lower or doc[i].text == "-":
            i += 1
        else:
            return False
    i += 2 + (doc[i + 2 : i + 3].text == "the")
    if i not in starting or starting[i][1].type not in {"Region", "City", "Place"} or i - start < 3:
        return False
    title.last, title.of = starting[i]
    return True


def _names_body(doc: Doc, i: int) -> bool:
    """Whether "police" or "electoral commission" stands at ``i``."""
    for token in doc[i : i + 3]:
        if not token.is_lower or token.lower_ in _NO_DESCRIPTORS:
            return False
        if token.lower_ in load("offices")["body_nouns"]:
            return True
    return False


def _kind(doc: Doc, i: int) -> bool:
    """Whether the noun says what a region is ("of the Chechnya region"), not what lies in it ("of the Gulf state")."""
    word = doc[i].lower_
    return word == "kingdom" or (word in load("subdivisions")["kinds"] and word != "state")


def _ministerial(title: Title) -> bool:
    return title.role in {"minister", "portfolio-minister", "permanent-secretary"}


def _described(doc: Doc, i: int, starting: Places) -> int | None:
    """Where a body's name begins behind its description: "the environment agency Ibama", "the governing X"."""
    start = i
    while i < len(doc) and i - start < _REACH and i not in starting:
        word = doc[i]
        if not (word.is_lower or word.text == "-") or word.lower_ in _NO_DESCRIPTORS or word.is_sent_start:
            return None
        i += 1
    return i if i in starting and starting[i][1].type in BODIES else None


def _read_possessed(doc: Doc, title: Title, i: int, owner: DocMention, starting: Places) -> None:
    """ "of Georgia's X", "of Georgia's main party, X": the body's; "of Kenya's central bank" is the country's.

    Of whatever else a country has the title says nothing about the country.
    """
    if i in starting:
        end, body = starting[i]
        if body.type in OWNERS - {"Country", "City"} or (body.type == "City" and title.role in _LOCAL):
            title.of, title.last = body, end
        elif body.type in {"City", "Place"}:
            title.of = None  # "governor of Russia's Belgorod region" is no state's
        return
    if owner.type == "Country" and _read_branch(doc, title, i, owner):
        return
    start = i
    while i < len(doc) and i - start < _REACH and i not in starting and doc[i].is_lower:
        i += 1
    if i < len(doc) and doc[i].text == "," and doc[i - 1].lower_ in load("offices")["owner_nouns"]:
        i += 1
    if i in starting and not doc[i].is_sent_start and starting[i][1].type in OWNERS - {"Country", "City"}:
        title.last, title.of = starting[i]
    elif doc[start].lower_ not in _STATE:
        title.of = None


def _read_branch(doc: Doc, title: Title, i: int, owner: DocMention) -> bool:
    """ "governor of Kenya's central bank", "commander of the Ukrainian air force": a post of the country itself."""
    for size in range(4, 0, -1):
        branch = doc[i : i + size].text.lower()
        for words in (f"{title.words.lower()} of the {branch}", f"{title.words.lower()} of {branch}"):
            form = role_forms().get(words)
            if form is not None and form.role is not None:
                title.role = form.by_country.get(owner.country or "", form.role)
                title.of, title.last, title.words, title.fixed = owner, i + size, words, True
                return True
    return _read_body(doc, title, i, owner)


def _read_body(doc: Doc, title: Title, i: int, owner: DocMention) -> bool:
    """ "Head of Kenya's electoral authority": a post of the country, called by all its words."""
    end = i
    while (
        end < len(doc) and end - i <= _REACH and doc[end].is_lower and doc[end].lower_ not in _NO_DESCRIPTORS
    ):
        end += 1 + (doc[end + 1 : end + 2].text == "-")
    nouns = load("offices")["body_nouns"]
    if title.role not in _HEADS or end == i or end > len(doc) or doc[end - 1].lower_ not in nouns:
        return False
    title.role, title.of, title.last, title.fixed = "body-head", owner, end, True
    title.words = f"{title.words} of the {doc[i:end].text}"
    return True


def _read_national(doc: Doc, title: Title, end: int, starting: Places) -> bool:
    """ "The chairwoman of the electoral commission": of what a state has; whose it is, the article may tell."""
    i = end + 2
    if title.of is not None or title.owner_at is not None or title.role not in _HEADS:
        return False
    if doc[end:i].text.lower() != "of the":
        return False
    last = i
    while last < len(doc) and last - i < _REACH and doc[last].is_lower and last not in starting:
        last += 1
        if doc[last - 1].lower_ in load("offices")["national_bodies"]:
            break
    words = [token.lower_ for token in doc[i:last]]
    closed = (
        last >= len(doc)
        or doc[last].text in {",", ".", ";", ")"}
        or (last in starting and starting[last][1].type == "Person")
    )
    if len(words) < 2 or words[-1] not in load("offices")["national_bodies"] or not closed:
        return False
    if set(words) & (
        _NO_DESCRIPTORS | {"joint", "regional", "world", "international", "continental", "company"}
    ):
        return False
    title.role, title.last, title.fixed = "state-officer", last, True
    title.words = f"{title.words} {doc[end:last].text}"
    return True


def _read_principal(doc: Doc, title: Title, end: int, starting: Places) -> bool:
    """ "adviser to President X", "spokesman for the Greek prime minister": whoever that one acts for."""
    country, i = None, end + 1
    while i < len(doc) and i - end < _REACH + 2 and not doc[i].is_sent_start:
        if i in starting:
            after, mention = starting[i]
            if mention.type == "Person" and i > end + 1:
                if title.role == "chief-of-staff":
                    title.role, title.fixed = "government-chief-of-staff", True
                if title.of is None:
                    title.of = country
                    title.owner_at = mention.start if country is None else title.owner_at
                title.last = after
                return True
            possessive = doc[after : after + 1].text == "'s"
            if mention.type != "Country" or (mention.kind != "demonym" and not possessive):
                return False
            country, i = mention, after + possessive
            continue
        if doc[i].text == "," and doc[i - 1].lower_ in _titles() and i + 1 in starting:
            i += 1  # "Malta's prime minister, X"
            continue
        if not (doc[i].is_alpha or doc[i].text == "-"):
            return False
        if country is not None and not (
            doc[i].lower_ in _titles() or doc[i].is_title or doc[i].lower_ in prefixes("former")
        ):
            return False
        i += 1
    return False


@cache
def _titles() -> frozenset[str]:
    return frozenset(word for form in role_forms() for word in form.split())


def _read_junta(doc: Doc, title: Title, end: int, starting: Places) -> bool:
    """ "head of Burma's junta", "leader of the junta": the post is of the country that it rules."""
    if title.role not in {"head", "leader"} or doc[end].lower_ != "of":
        return False
    after = end + 1
    while after < len(doc) and doc[after].lower_ in {"the", "ruling", "military"}:
        after += 1
    country = None
    if after in starting and starting[after][1].type == "Country":
        after, country = starting[after]
        after += doc[after : after + 1].text == "'s"
        while after < len(doc) and doc[after].lower_ in {"ruling", "military"}:
            after += 1
    if after >= len(doc) or doc[after].lower_ != "junta":
        return False
    title.of = country or title.of
    title.role, title.last, title.fixed = "junta-leader", after + 1, True
    return True
