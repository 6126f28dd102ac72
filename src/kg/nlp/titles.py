"""Titles of offices as words in a text: "Syrian Foreign Minister", "former deputy head of the World Bank".

What a title means is data (``lexicon/offices.toml``). Everything here goes by word order, before the parser: titles
are formulaic in news, and a rule that looks at the words beside a name is surer than a tree over a name that the
parser has never seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from kg.lexicon import load
from kg.lexicon.gazetteer import lookup, metonyms
from kg.model import EntityType
from kg.nlp.document import DocMention

#: Titles that say whom somebody leads or speaks for, but are no office of their own.
GENERIC = frozenset(
    {"leader", "head", "regime-leader", "founder", "candidate", "diplomat", "representative", "judge", "negotiator"}
)  # fmt: skip
#: "His Turkish counterpart": the office is that of the person named before.
COUNTERPART = "counterpart"

#: What an office may belong to.
OWNERS: frozenset[EntityType] = frozenset(
    {"Country", "InternationalOrganization", "Organization", "PoliticalParty", "ArmedGroup", "GovernmentBody",
     "MilitaryForce", "Company", "MediaOrganization", "Region", "City", "Government"}
)  # fmt: skip

_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Form:
    """What a title means: ``role`` in most countries (None: in no other), something else in some.

    ``exact`` is the only spelling that counts, for abbreviations ("PM").
    """

    role: str | None
    by_country: Mapping[str, str]
    exact: str | None = None

    @property
    def only_country(self) -> str | None:
        """The one country that has the title, where it means little elsewhere: "Secretary of State", "Taoiseach"."""
        if self.role is not None and "country" in roles()[self.role]:
            return str(roles()[self.role]["country"])
        if len(self.by_country) == 1 and (self.role is None or not roles()[self.role].get("unique", True)):
            return next(iter(self.by_country))
        return None


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Tokens ``start:end`` are a title; ``form`` is None for "counterpart"."""

    start: int
    end: int
    form: Form | None


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
    former: bool = False
    claimed: bool = False
    designate: bool = False
    prefix: str = ""
    """"Deputy" or "Acting": part of the office's name."""
    held: bool = False
    """Whether somebody in the text was found to hold it."""


@cache
def roles() -> Mapping[str, Mapping[str, Any]]:
    """The rows of ``offices.toml`` by role."""
    found: Mapping[str, Mapping[str, Any]] = load("offices")["roles"]
    return found


@cache
def role_forms() -> Mapping[str, Form]:
    """Lower-case title → what it means."""
    general: dict[str, str] = {}
    special: dict[str, dict[str, str]] = defaultdict(dict)
    exact: dict[str, str] = {}
    for role, row in roles().items():
        for form in (row["title"], *row.get("forms", ())):
            general.setdefault(_plain(form), role)
        for country, forms in row.get("forms_in", {}).items():
            for form in forms:
                special[_plain(form)][country] = role
        for form in row.get("abbreviations", ()):
            general.setdefault(_plain(form), role)
            exact[_plain(form)] = form
    found = {
        form: Form(general.get(form), special.get(form, {}), exact.get(form))
        for form in sorted({*general, *special})
    }
    # "EU foreign policy chief" is the title "foreign policy chief" of the EU.
    found = {form: meaning for form, meaning in found.items() if not _owner_in_front(form, found)}
    # "vice-premier" is written with and without the hyphen, and so is "vice president".
    found.update({form.replace("-", " "): meaning for form, meaning in found.items() if "-" in form})
    found.update(
        {form.replace("vice ", "vice-"): meaning for form, meaning in found.items() if "vice " in form}
    )
    return found


def _owner_in_front(form: str, forms: Mapping[str, Form]) -> bool:
    """Whether a title is another title with a name before it."""
    words = form.split()
    for size in range(1, len(words)):
        owner, rest = " ".join(words[:size]), " ".join(words[size:])
        if rest in forms and any(
            lookup(name) is not None or name in metonyms() for name in (owner.upper(), owner.title())
        ):
            return True
    return False


def _plain(form: str) -> str:
    return form.lower().replace("’", "'")


@cache
def prefixes(kind: str) -> frozenset[str]:
    """Words before a title, by what they say: "former", "acting", "deputy", "incoming", "claimed", "plain"."""
    return frozenset(load("offices")["prefixes"][kind])


@cache
def _designate() -> frozenset[str]:
    return frozenset(load("offices")["suffixes"]["incoming"])


def office_title(role: str, country: str | None, prefix: str = "") -> str:
    """How the office is called: the country's own name for it where it has one ("Secretary of State")."""
    row = roles()[role]
    title = row.get("title_in", {}).get(country, row["title"]) if country else row["title"]
    return f"{prefix} {title}".strip()


def role_matcher(nlp: Language) -> PhraseMatcher:
    """Finds every form of every title, whatever its case."""
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for form in (*role_forms(), COUNTERPART):
        matcher.add(form, [nlp.make_doc(form)])
    return matcher


def find_roles(doc: Doc, matcher: PhraseMatcher) -> list[RoleSpan]:
    """Role phrases, the longest where they overlap, in order."""
    found: list[RoleSpan] = []
    taken: set[int] = set()
    for key, start, end in sorted(matcher(doc), key=lambda m: (m[1] - m[2], m[1])):
        if taken.intersection(range(start, end)):
            continue
        form = role_forms().get(doc.vocab.strings[key])
        if form is not None and form.exact is not None and doc[start:end].text != form.exact:
            continue
        taken.update(range(start, end))
        found.append(RoleSpan(start, end, form))
    return sorted(found, key=lambda r: r.start)


Places = Mapping[int, tuple[int, DocMention]]
"""Mentions by one end: token → (token at the other end, mention)."""


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
    _read_left(doc, title, ending)
    _read_right(doc, title, starting)
    _set_meaning(doc, title)
    title.start = doc[title.first].idx
    title.end = doc[title.last - 1].idx + len(doc[title.last - 1])
    return title


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
            elif title.of is None and i > 1 and i - 1 not in ending:
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
        elif (
            word == "-"
            or word in prefixes("plain") | prefixes("incoming")
            or word in load("offices")["prefixes"]["ordinals"]
            or _ORDINAL.fullmatch(word)
        ):
            i -= 1
        else:
            break
    # Articles and possessives are no part of the title.
    while i < title.span.start and doc[i].lower_ in {"the", "a", "an", "'s", "-", *_POSSESSIVES}:
        i += 1
    title.first = i


def _may_own(mention: DocMention, title: Title) -> bool:
    """Whether an office can belong to what stands before it. A city's name before a title is where, not whose."""
    if mention.type in {"Place", "City"}:
        return mention.text in metonyms() or (_municipal(title) and mention.type == "City")
    return mention.type in OWNERS


def _municipal(title: Title) -> bool:
    return title.role is not None and roles().get(title.role, {}).get("of") == "city"


def _owner(mention: DocMention, title: Title) -> DocMention:
    """The mention, or for a seat of government ("Kremlin spokesman") its country."""
    if mention.type not in {"Place", "City"} or _municipal(title):
        return mention
    metonym = metonyms().get(mention.text)
    if metonym is None or metonym.country is None:
        return mention
    return _country(mention.start, mention.end, mention.text, metonym.country)


def _country(start: int, end: int, text: str, code: str) -> DocMention:
    return DocMention(start, end, text, "Country", "demonym", f"country:{code}", code)


#: Between "of" and the owner's name, where the gazetteer has the short name only.
_STYLES = frozenset(
    {"the", "republic", "kingdom", "state", "federal", "of", "islamic", "democratic", "united", "neighbouring", "neighboring",
     "then", "former", "independent", "newly", "interim", "main", "opposition", "ruling", "far-right", "pro-kurdish"}
)  # fmt: skip


def _read_right(doc: Doc, title: Title, starting: Places) -> None:
    """ "of (the) X", and "-elect"."""
    end = title.last
    if end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ in _designate():
        title.designate = True
        end += 2
    elif end < len(doc) and doc[end].lower_ in _designate() and doc[end - 1].text[0].isupper():
        title.designate = True
        end += 1
    title.last = end
    if end >= len(doc) or doc[end].is_sent_start:
        return
    word = doc[end].lower_
    sends = title.role is not None and roles().get(title.role, {}).get("sends", False)
    if word != "of" and (word not in {"for", "at", "to", "in"} or (title.of is not None and not sends)):
        return
    after = end + 1
    while after < len(doc) and doc[after].lower_ in _STYLES and after not in starting and after - end < 6:
        after += 1
    if after not in starting or doc[after].is_sent_start:
        return
    last, mention = starting[after]
    if word == "of" and mention.type in OWNERS:
        title.of, title.last = mention, last
        # "leader of Ukraine's Servant of the People", "president of France's National Assembly": the body's.
        if last + 1 < len(doc) and doc[last].lower_ == "'s" and last + 1 in starting:
            body_end, body = starting[last + 1]
            if mention.type == "Country" and body.type in OWNERS and body.type != "Country":
                title.of, title.last = body, body_end
    elif sends and word in {"to", "in", "for"}:
        # The post is of the country that sends; where that is not said, nobody's.
        title.last = last
    elif (
        word in {"for", "at"} and title.of is None and mention.type in OWNERS - {"Country", "City", "Region"}
    ):
        title.of, title.last = mention, last


def _set_meaning(doc: Doc, title: Title) -> None:
    """The role that a title means where it is used, and whose it is if the title alone says that."""
    form = title.span.form
    if form is None:
        return
    start, end = title.span.start, title.span.end
    known_elsewhere = title.of is not None or title.owner_at is not None
    if not known_elsewhere and form.only_country is not None and doc[start].text[0].isupper():
        title.of = _country(
            doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), title.words, form.only_country
        )
    code = title.of.country if title.of is not None else None
    title.role = form.by_country.get(code or "", form.role)
