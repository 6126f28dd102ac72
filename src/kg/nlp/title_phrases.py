"""Titles with what belongs to them: "former deputy head of the World Bank", "Syrian Foreign Minister", "its president".

Everything here goes by word order, before the parser: titles are formulaic in news, and a rule that looks at the words
beside a name is surer than a tree over a name that the parser has never seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.lexicon import load
from kg.lexicon.gazetteer import metonyms
from kg.model import EntityType
from kg.nlp.document import DocMention
from kg.nlp.names import honorifics
from kg.nlp.title_time import is_deed, until
from kg.nlp.titles import COUNTERPART, RoleSpan, incoming_suffixes, prefixes, role_forms, roles

#: What an office may belong to.
OWNERS: frozenset[EntityType] = frozenset(
    {"Country", "InternationalOrganization", "Organization", "PoliticalParty", "ArmedGroup", "GovernmentBody",
     "MilitaryForce", "Company", "MediaOrganization", "Region", "City", "Government"}
)  # fmt: skip

_POSSESSIVES = frozenset({"his", "her", "its", "their", "whose"})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_LINKS = frozenset({"was", "were", "is", "been", "being", "be"})
_TO_DO = re.compile(r"(?:(?:in|since|for) (?:\w+ ){1,3})?(?:ever )?to [a-z]{2,}\b")

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
    prefix: str = ""
    """"Deputy" or "Acting": part of the office's name."""
    fixed: bool = False
    """Whether the words around the title decide what it means: "head of the junta"."""
    held: bool = False
    """Whether somebody in the text was found to hold it."""


def read_title(doc: Doc, span: RoleSpan, starting: Places, ending: Places) -> Title:
    """The title with what stands before and after it: whose it is, and whether it is a former or a coming one."""
    span = _trimmed(doc, span, starting)
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
    _read_right(doc, title, starting)
    _set_meaning(doc, title)
    title.singled_out = _TO_DO.match(doc[title.last : title.last + 6].text.lower()) is not None and any(
        token.lower_ in load("offices")["prefixes"]["ordinals"]
        for token in doc[title.first : title.span.start]
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


def _trimmed(doc: Doc, span: RoleSpan, starting: Places) -> RoleSpan:
    """ "speaker of the House" without the start of "House of Representatives"."""
    for start in range(span.start + 1, span.end):
        if start in starting and starting[start][0] > span.end:
            end = start
            while end > span.start + 1 and doc[end - 1].lower_ in {"of", "the"}:
                end -= 1
            form = role_forms().get(doc[span.start : end].text.lower())
            return RoleSpan(span.start, end, form) if form is not None else span
    return span


def _read_body(doc: Doc, title: Title, ending: Places) -> bool:
    """ "Russian Foreign Ministry spokeswoman", "US Treasury Secretary": a body's name may run into the title."""
    for end in range(title.span.end - 1, title.span.start, -1):
        if end not in ending or ending[end][1].type not in {"GovernmentBody", "MilitaryForce", "Government"}:
            continue
        start, body = ending[end]
        if title.role == "spokesperson":
            title.of, title.words = body, doc[end : title.span.end].text
        elif body.country is not None:
            title.of = _country(body.start, body.end, body.text, body.country)
        else:
            continue
        title.first = start
        return True
    return False


def _read_left(doc: Doc, title: Title, ending: Places) -> None:
    """Walk left over modifiers, a demonym, a possessor."""
    i = title.span.start
    while i > 0 and not doc[i].is_sent_start:
        word = doc[i - 1].lower_
        hyphened = f"{doc[i - 3].lower_}-{word}" if i > 2 and doc[i - 2].text == "-" else ""
        owner = ending[i][1] if i in ending else None
        if owner is not None and _may_own(owner, title):
            if title.of is not None:
                break
            title.of = _owner(owner, title)
            i = ending[i][0]
        elif word in {"'s", "'"}:
            if title.of is None and i - 1 in ending and _may_own(ending[i - 1][1], title):
                title.of = _owner(ending[i - 1][1], title)
                i = ending[i - 1][0]
            elif title.of is None and i - 1 in ending:
                title.owner_at = ending[i - 1][1].start  # "Trump's envoy"
                i = ending[i - 1][0]
            elif title.of is None and i > 1:
                title.owner_at = doc[i - 2].idx
                i -= 2
            break
        elif word in _POSSESSIVES:
            title.owner_at = doc[i - 1].idx
            break
        elif hyphened and hyphened in prefixes("claimed"):
            title.claimed = True
            i -= 3
        elif hyphened and (hyphened in prefixes("former") or hyphened in prefixes("plain")):
            title.former = title.former or hyphened in prefixes("former")
            i -= 3
        elif word in prefixes("former"):
            if is_deed(doc, i - 1) or (word in {"once", "twice"} and doc[i - 2].lower_ in _LINKS):
                break  # "was once President X's aide"
            title.former = True
            i -= 1
        elif word in prefixes("claimed"):
            title.claimed = True
            i -= 1
        elif word in prefixes("acting") | prefixes("deputy"):
            title.prefix = title.prefix or word.capitalize()
            i -= 1
        elif word in {"the", "this"}:
            title.definite = True
            i -= 1
        elif word in {"a", "an", "another"}:
            title.indefinite = True
            i -= 1
        elif word in prefixes("incoming"):
            title.designate = True
            i -= 1
        elif word in prefixes("outgoing"):
            title.outgoing = True
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
    ):
        title.former = True  # "X, then Iran's speaker"
        i -= 1
    if 1 < i < title.span.end and not doc[i].is_sent_start:
        start = until(doc, i)
        title.former, i = title.former or start < i, start
    if i > 1 and doc[i - 1].lower_ == "as" and doc[i - 2].lower_ == "predecessor":
        title.former = True  # "X's predecessor as prime minister, Y"
    # Articles and possessives are no part of the title.
    while i < title.span.start and doc[i].lower_ in {"the", "a", "an", "'s", "-", *_POSSESSIVES}:
        i += 1
    title.first = i


def _may_own(mention: DocMention, title: Title) -> bool:
    """Whether an office can belong to what stands before it. A city's name before a title is where, not whose."""
    if mention.type in {"Place", "City"}:
        local = _municipal(title) or title.role == "governor"
        return mention.text in metonyms() or (local and mention.type == "City")
    return mention.type in OWNERS


def _municipal(title: Title) -> bool:
    return title.role is not None and roles().get(title.role, {}).get("of") == "city"


def _owner(mention: DocMention, title: Title) -> DocMention:
    """The mention, or for a seat of government ("Kremlin spokesman") its country."""
    if mention.type not in {"Place", "City"} or _municipal(title) or title.role == "governor":
        return mention
    metonym = metonyms().get(mention.text)
    if metonym is None or metonym.country is None:
        return mention
    return _country(mention.start, mention.end, mention.text, metonym.country)


def _country(start: int, end: int, text: str, code: str) -> DocMention:
    return DocMention(start, end, text, "Country", "demonym", f"country:{code}", code)


def _read_right(doc: Doc, title: Title, starting: Places) -> None:
    """ "of (the) X", and "-elect"."""
    end = title.last
    if end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ in incoming_suffixes():
        title.designate = True
        end += 2
    elif end < len(doc) and doc[end].lower_ in incoming_suffixes() and doc[end - 1].text[0].isupper():
        title.designate = True
        end += 1
    title.last = end
    if end >= len(doc) or doc[end].is_sent_start:
        return
    word = doc[end].lower_
    sends = title.role is not None and roles().get(title.role, {}).get("sends", False)
    if word != "of" and (word not in {"for", "at", "to", "in"} or (title.of is not None and not sends)):
        return
    if _read_junta(doc, title, end, starting):
        return
    after = end + 1
    while (
        after < len(doc)
        and doc[after].lower_ in load("offices")["owner_styles"]
        and after not in starting
        and after - end < 6
    ):
        after += 1
    if after not in starting or doc[after].is_sent_start:
        return
    last, mention = starting[after]
    if word == "of" and mention.kind == "demonym" and last < len(doc) and doc[last].is_lower:
        # "president of the Angolan rebel movement X"; one of "the Angolan football federation" is no state's.
        body_at = next(
            (i for i in range(last, min(last + 4, len(doc))) if i in starting or not doc[i].is_lower), 0
        )
        if body_at in starting and starting[body_at][1].type in OWNERS - {"Country", "City", "Region"}:
            title.last, title.of = starting[body_at]
        if body_at in starting or not {"government", "state", "republic"}.intersection({doc[last].lower_}):
            return
    if word == "of" and mention.type in OWNERS:
        title.of, title.last = mention, last
        # "leader of Ukraine's Servant of the People", "president of France's National Assembly": the body's.
        if last + 1 < len(doc) and doc[last].lower_ == "'s" and last + 1 in starting:
            body_end, body = starting[last + 1]
            if mention.type in {"Country", "City"} and body.type in OWNERS - {"Country", "City"}:
                title.of, title.last = body, body_end
        elif mention.type == "Country" and last + 1 < len(doc) and doc[last].lower_ == "'s":
            _read_part(doc, title, last + 1, starting)
    elif sends and word in {"to", "in", "for"}:
        # The post is of the country that sends; where that is not said, nobody's.
        title.last = last
    elif (
        (word in {"for", "at"} or (word == "in" and title.role == "commissioner"))
        and title.of is None
        and mention.type in OWNERS - {"Country", "City", "Region"}
    ):
        title.of, title.last = mention, last


def _read_part(doc: Doc, title: Title, i: int, starting: Places) -> None:
    """ "Leader of Ireland's main opposition party, Fine Gael": its; "head of Peru's poorest region": no country's."""
    end = i
    while (
        end < len(doc) and end - i < 6 and end not in starting and (doc[end].is_lower or doc[end].text == ",")
    ):
        end += 1
    words = {token.lower_ for token in doc[i:end]}
    if end in starting and starting[end][1].type in OWNERS - {"Country", "City"} and end > i:
        title.last, title.of = starting[end]
    elif end > i and not words & prefixes("state_parts"):
        title.of = None


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


def _set_meaning(doc: Doc, title: Title) -> None:
    """The role that a title means where it is used, and whose it is if the title alone says that."""
    form = title.span.form
    if form is None or title.fixed:
        return
    start, end = title.span.start, title.span.end
    known_elsewhere = title.of is not None or title.owner_at is not None
    if not known_elsewhere and form.only_country is not None and doc[start].text[0].isupper():
        title.of = _country(
            doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), title.words, form.only_country
        )
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
        elif is_deed(doc, start - 1):
            break
        elif word in prefixes("former") | prefixes("acting") | prefixes("deputy") | prefixes("merged"):
            start -= 1
        elif word == "-" and start > 1 and doc[start - 2].lower_ in prefixes("former"):
            start -= 2
        else:
            break
    return start
