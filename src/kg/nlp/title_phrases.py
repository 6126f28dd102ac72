"""Titles with what belongs to them: "former deputy head of the World Bank", "Syrian Foreign Minister", "its president".

Everything here goes by word order, before the parser: titles are formulaic in news, and a rule that looks at the words
beside a name is surer than a tree over a name that the parser has never seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.lexicon.gazetteer import demonyms, metonyms
from kg.model import EntityType
from kg.nlp.document import DocMention
from kg.nlp.names import honorifics
from kg.nlp.title import OWNERS, Places, Title, country_mention
from kg.nlp.title_owners import read_right
from kg.nlp.title_time import is_deed, until
from kg.nlp.title_words import another_church, describes, field_start, is_next, of_common_body, principal
from kg.nlp.titles import COUNTERPART, GENERIC, RoleSpan, prefixes, role_forms, roles

#: Whose names may run into a title: "Foreign Ministry spokeswoman".
_BODIES: frozenset[EntityType] = frozenset({"GovernmentBody", "MilitaryForce", "Government"})

#: "The leader of the opposition X": of a party, though the title is a title by itself.
_OPPOSING = frozenset({"of the opposition", "of the main opposition"})
_PLACING = frozenset({"in", "at", "near", "from", "outside", "to", "of", "for", ","})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "whose"})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_LINKS = frozenset({"was", "were", "is", "been", "being", "be"})
_TO_DO = re.compile(r"(?:(?:in|since|for) (?:\w+ ){1,3})?(?:ever )?to [a-z]{2,}\b")


def read_title(doc: Doc, span: RoleSpan, starting: Places, ending: Places) -> Title:
    """The title with what stands before and after it: whose it is, and whether it is a former or a coming one."""
    title = Title(
        span,
        span.start,
        span.end,
        doc[span.start].idx,
        0,
        doc[span.end - 1].idx,
        doc[span.start : span.end].text,
        COUNTERPART if span.form is None else span.form.role,
    )
    if not _read_body(doc, title, ending):
        _read_left(doc, title, ending)
    read_right(doc, title, starting)
    _set_meaning(doc, title)
    title.singled_out = _TO_DO.match(doc[title.last : title.last + 6].text.lower()) is not None and any(
        token.lower_ in load("offices")["prefixes"]["ordinals"] or token.lower_ == "only"
        for token in doc[max(title.first - 2, 0) : title.span.start]
    )
    if (
        title.of is not None
        and not title.singled_out
        and doc[title.span.start - 1].lower_ in {"last", "final"}
    ):
        title.former = title.first < title.span.start  # "Barbados's last governor-general"
    title.start = doc[title.first].idx
    title.end = doc[title.last - 1].idx + len(doc[title.last - 1])
    return title


def trimmed(doc: Doc, span: RoleSpan, names: Iterable[tuple[int, int, EntityType]]) -> RoleSpan:
    """The title without the words of a name that it runs into: "speaker of the House" before "of Representatives",
    "party leader" behind "Freedom". ``names`` are tokens, the end exclusive, and what they name."""
    for first, last, kind in names:
        start, end = span.start, span.end
        if (
            first == end
            and kind in {"PoliticalParty", "ArmedGroup"}
            and doc[start + 1 : end].text in _OPPOSING
        ):
            return RoleSpan(start, start + 1, role_forms()[doc[start].lower_])
        if start < first < end < last:
            end = first
            while end > start + 1 and doc[end - 1].lower_ in {"of", "the"}:
                end -= 1
        elif first < start < last < end and (kind not in _BODIES or doc[start].lower_ == "commission"):
            start = last
        else:
            continue
        form = role_forms().get(doc[start:end].text.lower())
        if form is not None:
            return RoleSpan(start, end, form)
    return span


def _read_body(doc: Doc, title: Title, ending: Places) -> bool:
    """ "Russian Foreign Ministry spokeswoman", "US Treasury Secretary": a body's name may run into the title."""
    for end in range(title.span.end - 1, title.span.start, -1):
        if end not in ending or ending[end][1].type not in _BODIES:
            continue
        start, body = ending[end]
        if title.role == "spokesperson":
            title.of, title.words = body, doc[end : title.span.end].text
        elif body.country is not None:
            title.of = country_mention(body.start, body.end, body.text, body.country)
        else:
            continue
        title.first = start
        return True
    return False


def _read_left(doc: Doc, title: Title, ending: Places) -> None:
    """Walk left over modifiers, a demonym, a possessor."""
    i = field_start(doc, title, ending)
    while i > 0 and not doc[i].is_sent_start:
        word = doc[i - 1].lower_
        hyphened = f"{doc[i - 3].lower_}-{word}" if i > 2 and doc[i - 2].text == "-" else ""
        owner = ending[i][1] if i in ending else None
        if owner is not None and _may_own(owner, title):
            if title.of is not None:
                if title.role in GENERIC and owner.kind == title.of.kind == "demonym":
                    title.of = None  # "Turkish Cypriot leader X"
                break
            title.of = _owner(owner, title)
            i = ending[i][0]
        elif (
            owner is not None
            and owner.type in {"City", "Place"}
            and not (doc[ending[i][0] - 1].lower_ in _PLACING and ending[i][0] > 0)
        ):
            title.local = True  # "Confindustria president X": of what is taken for a place
            break
        elif word in {"'s", "'"}:
            of_body = of_common_body(doc, title, i - 1, ending)
            if of_body is not None:
                i = of_body
                continue
            if title.of is None and i - 1 in ending and _may_own(ending[i - 1][1], title):
                title.of = _owner(ending[i - 1][1], title)
                i = ending[i - 1][0]
            elif title.of is None and i - 1 in ending:
                title.owner_at = ending[i - 1][1].start  # "Trump's envoy"
                i = ending[i - 1][0]
            elif title.of is None and i > 1:
                at = principal(doc, i - 1, ending)
                if at is not None:
                    title.of, i = ending[at][1], ending[at][0]
                else:
                    title.owner_at = doc[i - 2].idx
                    i -= 2
            break
        elif word in _POSSESSIVES:
            title.owner_at = doc[i - 1].idx
            break
        elif title.role in GENERIC and {word, hyphened} & _camps():
            title.of = None  # "Philippine *communist* leader X", "*far-right* French leader Y"
            break
        elif hyphened and hyphened in prefixes("claimed"):
            title.claimed = True
            i -= 3
        elif hyphened and (hyphened in prefixes("former") or hyphened in prefixes("plain")):
            title.former = title.former or hyphened in prefixes("former")
            i -= 3
        elif doc[max(i - 2, 0) : i].text == "Until then":
            break  # "Until then the speaker, X, will act as president"
        elif word in prefixes("former"):
            if is_deed(doc, i - 1) or (word in {"once", "twice"} and doc[i - 2].lower_ in _LINKS):
                break  # "was once President X's aide"
            title.former = True
            i -= 1
        elif word in prefixes("claimed"):
            title.claimed = True
            i -= 1
        elif word == "turned":
            # "East Germany's pastor turned foreign minister"
            start, i = i, i - 1
            while (
                i > 0
                and start - i < 5
                and (doc[i - 1].text == "-" or (doc[i - 1].is_lower and not doc[i - 1].is_stop))
            ):
                i -= 1
        elif word == "under" and doc[i].lower_ not in {"-", "secretary"}:
            break  # "lawmakers under speaker X"
        elif word in load("offices")["prefixes"]["local"]:
            title.local = True
            i -= 1
        elif word in prefixes("acting") | prefixes("deputy"):
            # "Deputy Assistant Secretary"; of "acting deputy minister" the first word is no part of the post.
            stacked = title.prefix and word in prefixes("deputy")
            title.prefix = (
                f"{word.capitalize()} {title.prefix}" if stacked else title.prefix or word.capitalize()
            )
            i -= 1
        elif word == "state" and title.words.lower().startswith("minister"):
            title.prefix = title.prefix or "State"  # "the state minister for foreign affairs"
            i -= 1
        elif word in {"the", "this"}:
            title.definite = True
            i -= 1
        elif word in {"a", "an", "another"}:
            title.indefinite = True
            i -= 1
        elif word in prefixes("incoming") or is_next(doc, i - 1):
            title.designate = True
            i -= 1
        elif word in prefixes("outgoing"):
            title.outgoing = True
            i -= 1
        elif describes(doc, i - 1):
            title.former = title.former or word in load("offices")["adjectives"]["undone"]
            i -= 1
        elif (
            word == "-"
            or word in prefixes("plain")
            or word in load("offices")["prefixes"]["ordinals"]
            or _ORDINAL.fullmatch(word)
        ):
            i -= 1
        else:
            break
    if (
        i > 1
        and not doc[i].is_sent_start
        and doc[i - 1].lower_ in prefixes("earlier")
        and doc[i - 2].lower_ not in _LINKS
        and doc[i - 2 : i].text != "Until then"
    ):
        title.former = True  # "X, then Iran's speaker"
        i -= 1
    if 1 < i < title.span.end and not doc[i].is_sent_start:
        start = until(doc, i)
        if start == i and doc[i].lower_ == "then" and doc[i - 1].lower_ in {"until", "till"}:
            start = i - 1
        if doc[start : start + 2].text == "Until then":
            start = i
        title.former, i = title.former or start < i, start
    if i > 2 and doc[i - 3 : i].text.lower() == "at the time":
        title.former, i = True, i - 3  # "X, at the time prime minister,"
    if i > 1 and doc[i - 1].lower_ == "as" and doc[i - 2].lower_ == "predecessor":
        title.former = True  # "X's predecessor as prime minister, Y"
    # Articles and possessives are no part of the title.
    while i < title.span.start and doc[i].lower_ in {"the", "a", "an", "'s", "-", *_POSSESSIVES}:
        i += 1
    title.first = i


def _may_own(mention: DocMention, title: Title) -> bool:
    """Whether an office can belong to what stands before it. A city's name before a title is where, not whose."""
    if mention.type in {"Place", "City"}:
        return mention.text in metonyms() or (_of_towns(title) and mention.type == "City")
    if title.role in GENERIC and _is_part(mention):
        return False
    return mention.type in OWNERS


@cache
def _camps() -> frozenset[str]:
    """What says that a leader leads a side, and no country."""
    return frozenset(load("offices")["camps"]) - {"ruling"}


def _is_part(mention: DocMention) -> bool:
    """Whether two nationalities together name a part of a nation: the "*Bosnian Serb* leader" does not lead Bosnia."""
    first, _, second = mention.text.partition(" ")
    return mention.kind == "demonym" and first in demonyms() and second in demonyms()


def _municipal(title: Title) -> bool:
    return title.role is not None and roles().get(title.role, {}).get("of") == "city"


def _of_towns(title: Title) -> bool:
    """Whether towns have such a post, beside others or alone."""
    return _municipal(title) or title.role in {"governor", "police-chief", "fire-chief"}


def _owner(mention: DocMention, title: Title) -> DocMention:
    """The mention, or for a seat of government ("Kremlin spokesman") its country."""
    if mention.type not in {"Place", "City"} or _of_towns(title):
        return mention
    metonym = metonyms().get(mention.text)
    if metonym is None or metonym.country is None:
        return mention
    return country_mention(mention.start, mention.end, mention.text, metonym.country)


def _set_meaning(doc: Doc, title: Title) -> None:
    """The role that a title means where it is used, and whose it is if the title alone says that."""
    form = title.span.form
    if form is None or title.fixed:
        return
    body = title.of is not None and title.of.type == "GovernmentBody" and title.last > title.span.end
    if title.words.lower() == "secretary" and body:
        title.role = "council-secretary"
        return
    if title.words.lower() == "secretary" and (title.of is None or title.of.type != "PoliticalParty"):
        title.role = None  # of a party only is it a post, everywhere else it may be any
        return
    start, end = title.span.start, title.span.end
    known_elsewhere = title.of is not None or title.owner_at is not None
    if not known_elsewhere and another_church(doc, form.role, start):
        title.role = "patriarch"
        return
    if not known_elsewhere and form.only_country is not None and doc[start].text[0].isupper():
        title.of = country_mention(
            doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), title.words, form.only_country
        )
    if (
        form.role == "chief-of-staff"
        and title.owner_at is not None
        and title.words.lower() == "chief of staff"
    ):
        # "The president's chief of staff", "Y's": of an office, not of an army.
        title.role = "government-chief-of-staff"
        return
    code = title.of.country if title.of is not None else None
    title.role = form.by_country.get(code or "", form.role)


def title_start(
    doc: Doc,
    name_start: int,
    roles_by_end: Mapping[int, RoleSpan],
    owners: Mapping[int, int],
    people: Set[int],
) -> int:
    """Where the title before a name begins, for merging title and name into one token.

    ``owners`` are the names that may own an office, first token → end; ``people`` are the ends of personal names.
    """
    start = name_start
    while (
        start > 0
        and start not in roles_by_end
        and doc[start - 1].lower_.rstrip(".") in honorifics()
        and not doc[start].is_sent_start
    ):
        start -= 1
    role = roles_by_end.get(start)
    if role is None or doc[start].is_sent_start:
        return start
    start = role.start
    starts = {end: begin for begin, end in owners.items()}
    used_country = False
    while start > 0 and not doc[start].is_sent_start:
        word = doc[start - 1].lower_
        if start in starts and not used_country and start - starts[start] <= 3:
            start = starts[start]
            used_country = True
        elif start - 1 in people:
            break  # "Faye sacked Prime Minister Sonko": a verb, not a title
        elif is_deed(doc, start - 1) or (word == "under" and doc[start].lower_ not in {"-", "secretary"}):
            break  # "served under President X"
        elif word in prefixes("former") | prefixes("acting") | prefixes("deputy") | prefixes("merged"):
            start -= 1
        elif word == "-" and start > 1 and doc[start - 2].lower_ in prefixes("former"):
            start -= 2
        else:
            break
    return start
