"""Who is named with which office: "Syrian Foreign Minister X", "X, the former president of Y", "X is president of Y".

These are the holders that stand beside a title. Those that only the grammar of a sentence links to one ("Parliament
elected X …") are found once it is parsed, in ``kg.extraction.facts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp import biography
from kg.nlp.apposition import before_name, holding_of, in_apposition, skip_honorifics, skip_left
from kg.nlp.counterparts import name_post
from kg.nlp.document import DocMention, Holding
from kg.nlp.names import is_capitalised
from kg.nlp.parties import retype_parties
from kg.nlp.people import retype_people
from kg.nlp.realms import realm, royal
from kg.nlp.title import BODIES, OWNERS, Places, Title
from kg.nlp.title_lists import find_lists
from kg.nlp.title_phrases import read_title, title_start
from kg.nlp.titles import (
    COUNTERPART,
    DEPUTY,
    GENERIC,
    Form,
    RoleSpan,
    office_title,
    role_forms,
    role_matcher,
    roles,
)

__all__ = [
    "COUNTERPART",
    "DEPUTY",
    "GENERIC",
    "Form",
    "RoleSpan",
    "Title",
    "find_holdings",
    "office_title",
    "role_forms",
    "role_matcher",
    "roles",
    "title_start",
]

#: Posts that no province has, whatever its neighbour in a list does.
_OF_STATES = frozenset({"deputy-prime-minister", "president", "vice-president", "king", "ambassador"})
_AND = frozenset({"and", ",", ", and", "and the", "and a", ", and the", "as well as", "and also"})
#: When somebody held the first of two offices: "minister from 2003 to 2007 and now", "to this day".
_WHEN = re.compile(
    r"^(?:,? (?:from|since|until|till|in|between|for) (?:\w+ ){0,2}\d{4}(?: (?:to|and|until|till) (?:\w+ ){0,2}\d{4})?"
    r"|,? to this day)(?=,| and)"
    r"|^,?\s*(?:from|since|until|till|in|between|throughout|during) (?:(?!and )[\w'-]+ ){0,6}?[\w'-]+,?\s+(?=and\b)"
)
_NOW = re.compile(
    r"(,|,? ?and|as well as)(?: (?:now|currently|himself|herself|concurrently|at the same time))(?: the| a)?"
)
_LATER = re.compile(
    r"(?:there |abroad )?and (?:later|then|subsequently|afterwards|after that)(?: as)?(?: the| a| an| its)?"
)
_BEFORE = re.compile(
    r"(,|,? ?and)(?: (?:himself|herself))? "
    r"(?:before that|before then|previously|earlier|formerly|once|twice|"
    r"(?:from|between) (?:\w+ )?\d{4} (?:to|and|until) (?:\w+ )?\d{4})(?:,)?(?: the| a| an| as| its| his| her)?"
)


def find_holdings(
    doc: Doc, roles: list[RoleSpan], mentions: Mapping[int, DocMention], ends: Mapping[int, int]
) -> list[Holding]:
    """Offices with their holders, in order of position; sets ``doc._.titles`` to all titles, held or not.

    ``mentions`` and ``ends`` are keyed by first token.
    """
    starting: Places = {start: (ends[start], mention) for start, mention in mentions.items()}
    ending: Places = {ends[start]: (start, mention) for start, mention in mentions.items()}
    titles = [read_title(doc, span, starting, ending) for span in roles]
    retype_people(doc, titles, mentions, ends)
    retype_parties(doc, mentions)
    found: dict[int, Holding] = {}
    for n, title in enumerate(titles):
        if n and doc._.plain[titles[n - 1].end : title.start] == " and " and titles[n - 1].of is not None:
            title.definite = (
                title.definite or title.of is None
            )  # "Qatar's prime minister and foreign minister, X,"
        holding = _beside(doc, title, starting, ending)
        if holding is not None and n and _has_own(titles[n - 1], found.get(n - 1), title, holding):
            holding = before_name(doc, title, starting) or holding
        if holding is not None:
            found[n] = holding
    _coordinate(doc, titles, found)
    for n in range(len(titles)):
        if n in found and not _inherit(doc, titles, n, found):
            del found[n]
    shared = [one for n in found for one in _second_owner(doc, titles[n], found[n], starting)]
    for n in found:
        titles[n].held = True
    doc._.titles = titles
    held = [*(found[n] for n in sorted(found)), *shared]
    known = {id(holding.person) for holding in held}
    listed = [
        one for one in find_lists(doc, starting, ending, {title.last for title in titles})
        if one.role != COUNTERPART or _like_before(one, titles)
    ]  # fmt: skip
    return sorted([*held, *(one for one in listed if id(one.person) not in known)], key=lambda h: h.start)


def _has_own(before: Title, held: Holding | None, title: Title, holding: Holding) -> bool:
    """Whether the title before is the same name's: "the president, X, the minister, Y".

    Beside a name that is so only of a like title: "President X, his Zimbabwean counterpart, Y".
    """
    return (
        held is not None
        and (held.rule == "office:apposition" or title.role in {COUNTERPART, before.role})
        and holding.rule == "office:apposition"
        and held.person is holding.person
        and before.start < holding.person.start < title.start
    )


def _like_before(holding: Holding, titles: list[Title]) -> bool:
    """Give "his Lithuanian and Latvian counterparts, X and Y" the office named last before; False if there is none."""
    model = next(
        (
            t
            for t in reversed(titles)
            if t.end < holding.start and t.held and t.role not in {None, COUNTERPART}
        ),
        None,
    )
    if model is None:
        return False
    holding.role, holding.title, holding.also = model.role or "", "", model.words
    return True


def _beside(doc: Doc, title: Title, starting: Places, ending: Places) -> Holding | None:
    """The holding of a title whose holder stands beside it."""
    if title.role is None or (title.last < len(doc) and doc[title.last].lower_ == "'s"):
        return None  # "the premier's father"
    styled = royal(doc, title, starting)
    if styled is not None:
        return styled
    at = skip_honorifics(doc, _behind_second(doc, title, starting), starting)
    if at in starting and starting[at][1].type == "Person" and not doc[at].is_sent_start:
        last, person = starting[at]
        return holding_of(title, person, "office:title", realm(doc, title, last, starting) or person.end)
    return (
        in_apposition(doc, title, starting, ending)
        or _copula(doc, title, ending)
        or _biography(doc, title, starting, ending)
    )


def _behind_second(doc: Doc, title: Title, starting: Places) -> int:
    """Where the name may begin behind a second place: "Ambassador of Japan to Kenya X", "of the Cabinet of Kenya X"."""
    i = title.last
    if title.of is None or i + 1 >= len(doc) or i + 1 not in starting or starting[i + 1][1].type != "Country":
        return i
    sent = title.of.type == "Country" and doc[i].lower_ in {"to", "in"}
    of = title.of.type not in {"Country", "City", "Region"} and doc[i].lower_ == "of"
    return starting[i + 1][0] if sent or of else i


def _copula(doc: Doc, title: Title, ending: Places) -> Holding | None:
    """ "X is/was/became/served as the president of Y"."""
    clause = load("offices")["clause"]
    i = title.first
    words: list[str] = []
    while i > 0 and not doc[i].is_sent_start and i not in ending:
        opening = skip_left(doc, i)
        if opening != i:
            i = opening
            continue
        word = doc[i - 1].lower_
        if word not in clause["words"] or (word == "in" and doc[i - 2].lower_ != "sworn"):
            break  # "was in the chair"
        words.append(doc[i - 1].lower_)
        i -= 1
    links = set(words) & {*clause["begins"], *clause["holds"], *clause["over"]}
    if title.singled_out and "was" in words:
        return None
    have = "been" in words and {"has", "have", "had"}.intersection(words)
    if not (links or have) or i not in ending or ending[i][1].type != "Person":
        return None
    person = biography.subject(doc, i, ending)
    if person is None:
        return None
    before = {*links, *(token.lower_ for token in doc[title.first : title.span.start])}
    begun = before.intersection(clause["begins"]) or (
        {"has", "been"}.intersection(words) and "had" not in words
    )
    over = (bool(links.intersection(clause["over"])) or "had" in words) and not begun
    return holding_of(title, person, "office:copula", title.end, over)


def _biography(doc: Doc, title: Title, starting: Places, ending: Places) -> Holding | None:
    """ "X (born 1961) is a Chilean lawyer who served as the president of Y"."""
    before = [
        (end, mention)
        for end, mention in starting.values()
        if mention.type == "Person"
        and mention.end < title.start
        and not biography.bracketed(doc._.plain, mention.start, mention.end)
    ]
    if title.of is None:
        return None
    for end, person in sorted(before, key=lambda b: b[0]):
        tense = biography.link(doc._.plain, person.end, title.start)
        if tense is not None and not (title.singled_out and tense == "held"):
            subject = biography.subject(doc, end, ending)
            return (
                holding_of(title, subject, "office:biography", title.end, tense == "held")
                if subject
                else None
            )
    return None


def _coordinate(doc: Doc, titles: list[Title], found: dict[int, Holding]) -> None:
    """ "X, president of A and chairman of B," and "Foreign Minister and Deputy Prime Minister X": one holder."""
    for n in range(len(titles) - 1):
        first, second = titles[n], titles[n + 1]
        between = _WHEN.sub("", doc._.plain[first.end : second.start]).strip()
        if _BEFORE.fullmatch(between) or (_LATER.fullmatch(between) and first.former and second.of is None):
            second.former, between = True, "and"
        elif _NOW.fullmatch(between):
            between = "and"
        if between not in _AND or second.role is None or first.role is None:
            continue
        if n in found and n + 1 not in found and found[n].rule != "office:title":
            named = second.last < len(doc) and is_capitalised(doc[second.last])
            if named and not doc[second.last].is_sent_start:
                continue  # "and Finance Minister Y", whose name was not known as one
            if _at_odds(first, second) and not (second.indefinite or second.former):
                # "with X, the French president and the Dutch prime minister": a list of people.
                if found[n].rule == "office:apposition":
                    del found[n]
                    first.held = second.held = True
                continue
            person, rule = found[n].person, found[n].rule
            if (
                first.of is None
                and first.owner_at is None
                and second.of is not None
                and second.of.start > second.role_at
                and _of_a_body(first, second.of)
            ):
                found[n].of = second.of  # "chairman and chief executive of X"
            over = rule != "office:apposition" and found[n].former
            # "A former minister of X and ambassador to Y", "the former health and foreign minister"
            ministers = first.role.endswith("-minister") and second.role.endswith("minister")
            both = first.former and doc._.plain[first.end : second.start] == " and "
            both = both and (first.indefinite or ministers)
            over = over or (both and second.of is None and second.owner_at is None)
            found[n + 1] = holding_of(second, person, f"{rule}+coordination", second.end, over)
        elif (
            n not in found
            and n + 1 in found
            and between == "and"
            and _both_before(first, second, found[n + 1])
        ):
            # "Qatar's prime minister and foreign minister, X,"
            found[n] = holding_of(first, found[n + 1].person, "office:apposition+coordination", second.end)
        elif (
            n not in found
            and n + 1 in found
            and found[n + 1].rule == "office:title"
            and between == "and"
            and not first.definite
            and doc._.plain[first.start].isupper()
            and (second.of is None or first.of is None or first.former)
        ):
            first.of = first.of or second.of
            if first.former and second.role.endswith("minister"):
                # "Former prime minister and finance minister X"; an opposition leader he may be now.
                found[n + 1].former = second.former = True
            found[n] = holding_of(first, found[n + 1].person, "office:title+coordination", second.end)


def _of_a_body(title: Title, owner: DocMention) -> bool:
    body = owner.type not in {"Country", "City", "Region", "Government"}
    return body and roles()[title.role or ""].get("of", "country") in {"organisation", "any"}


def _both_before(first: Title, second: Title, holding: Holding) -> bool:
    """Whether both titles stand before the name in apposition, and the first one says whose they are."""
    return (
        holding.rule == "office:apposition"
        and holding.person.start > second.end
        and (first.of is not None or first.owner_at is not None or first.definite)
        and second.of is None
        and second.owner_at is None
    )


#: "And later of": before or after, it was the same post.
_AFTERWARDS = frozenset({"later", "then", "subsequently", "afterwards", "previously", "earlier"})


def _second_owner(doc: Doc, title: Title, holding: Holding, starting: Places) -> Iterator[Holding]:
    """ "Chairman of the Security Council and of the X party", "governor of the Bank of A and later of that of B"."""
    i = title.last
    words = [token.lower_ for token in doc[i : i + 4]]
    if words[1:2] and words[1] in _AFTERWARDS:
        del words[1]
        i += 1
    if title.of is None or len(words) < 3 or words[:2] != ["and", "of"]:
        return
    i += 3 if words[2] == "the" else 2
    if i in starting and starting[i][1].type in OWNERS:
        yield replace(holding, of=starting[i][1], end=starting[i][1].end, rule=f"{holding.rule}+coordination")


def _at_odds(first: Title, second: Title) -> bool:
    """Whether the two titles belong to two countries."""
    if first.of is None or second.of is None or first.of.type != "Country" or second.of.type != "Country":
        return False
    return first.of.country != second.of.country


def _inherit(doc: Doc, titles: list[Title], n: int, found: dict[int, Holding]) -> bool:
    """Fill what a title leaves out: "Syrian Foreign Minister A and Defence Minister B", "his Turkish counterpart C".

    False if nothing can: a counterpart of nobody.
    """
    holding = found[n]
    if holding.role == COUNTERPART:
        return name_post(doc, titles, n, found)
    previous = titles[n - 1] if n else None
    owned = titles[n].owner_at is not None or doc._.plain.startswith(" of the ", titles[n].end)
    if holding.of is None and not owned and previous is not None and not holding.former:
        source = found.get(n - 1)
        end = max(previous.end, source.end if source is not None else 0)
        earlier = titles[n - 2] if n > 1 else None
        # "Egyptian President A, Israeli Premier B and President C": C may be anyone's.
        mixed = (
            earlier is not None and _at_odds(earlier, previous)
            and doc._.plain[found[n - 2].end if n - 2 in found else earlier.end : previous.start].strip() in _AND
        )  # fmt: skip
        if (
            previous.of is not None
            and not mixed
            and (previous.of.type not in BODIES or roles()[holding.role].get("of") in {"organisation", "any"})
            and (previous.of.type != "City" or roles()[holding.role].get("of") == "city")
            and (previous.of.type != "Region" or holding.role not in _OF_STATES)
            and doc._.plain[end : holding.start].strip() in {"and", ",", ", and"}
        ):
            holding.of = previous.of
            holding.rule += "+coordination"
    return True
