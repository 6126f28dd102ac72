"""Who is named with which office: "Syrian Foreign Minister X", "X, the former president of Y", "X became …".

Everything here goes by word order, before the parser: titles are formulaic in news, and a rule that looks at the
words beside a name is surer than a tree over a name that the parser has never seen.
"""

from __future__ import annotations

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
from kg.nlp.document import DocMention, Holding
from kg.nlp.names import honorifics

#: Titles that say whom somebody leads or speaks for, but are no office of their own.
GENERIC = frozenset(
    {
        "leader",
        "head",
        "regime-leader",
        "founder",
        "candidate",
        "diplomat",
        "representative",
        "judge",
        "negotiator",
    }
)
#: "His Turkish counterpart": the office is that of the person named before.
COUNTERPART = "counterpart"

_NEUTRAL = frozenset(
    [
        "the",
        "new",
        "newly",
        "elected",
        "re",
        "elected",
        "reelected",
        "appointed",
        "current",
        "incumbent",
        "visiting",
        "outgoing",
        "veteran",
        "long",
        "time",
        "longtime",
        "regime",
        "country",
        "nation",
        "popular",
        "embattled",
        "military",
        "civilian",
        "sitting",
        "first",
        "second",
        "third",
        "female",
        "youngest",
        "influential",
        "hardline",
        "reformist",
        "leftist",
        "conservative",
        "democratically",
        "long-time",
        "-",
        "'s",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
    ]
)
_COPULA = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "who",
        "also",
        "currently",
        "now",
        "then",
        "later",
        "briefly",
        "again",
        "formally",
        "officially",
        "as",
        "in",
        "the",
        "a",
        "an",
        "country",
        "nation",
        "'s",
        "its",
        "his",
        "her",
        "new",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        ",",
        "became",
        "become",
        "becomes",
        "becoming",
        "serve",
        "served",
        "serves",
        "serving",
        "elected",
        "re-elected",
        "reelected",
        "re",
        "-",
        "appointed",
        "named",
        "sworn",
        "chosen",
        "made",
        "remains",
        "remained",
    ]
)
_BECOMING = frozenset(
    [
        "became",
        "become",
        "becomes",
        "elected",
        "re-elected",
        "reelected",
        "appointed",
        "named",
        "sworn",
        "chosen",
        "made",
        "remains",
    ]
)
_BEFORE_TITLE = frozenset({"visiting", "outgoing", "incumbent", "new", "veteran", "then"})
_OWNERS: frozenset[EntityType] = frozenset(
    {"Country", "InternationalOrganization", "Organization", "PoliticalParty", "ArmedGroup", "GovernmentBody",
     "MilitaryForce", "Company", "MediaOrganization", "Region", "City", "Government"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Tokens ``start:end`` are a title; ``form`` is None for "counterpart"."""

    start: int
    end: int
    form: Form | None


@cache
def roles() -> Mapping[str, Mapping[str, Any]]:
    """The rows of ``offices.toml`` by role."""
    found: Mapping[str, Mapping[str, Any]] = load("offices")["roles"]
    return found


@dataclass(frozen=True, slots=True)
class Form:
    """What a title means: ``role`` in most countries (None: in no other), something else in some."""

    role: str | None
    by_country: Mapping[str, str]

    @property
    def only_country(self) -> str | None:
        """The one country that has the title, where it means little elsewhere: "Secretary of State", "Taoiseach"."""
        if len(self.by_country) == 1 and (self.role is None or not roles()[self.role].get("unique", True)):
            return next(iter(self.by_country))
        return None


@cache
def role_forms() -> Mapping[str, Form]:
    """Lower-case title → what it means."""
    general: dict[str, str] = {}
    special: dict[str, dict[str, str]] = defaultdict(dict)
    for role, row in roles().items():
        for form in (row["title"], *row.get("forms", ())):
            general.setdefault(_plain(form), role)
        for country, forms in row.get("forms_in", {}).items():
            for form in forms:
                special[_plain(form)][country] = role
    found = {form: Form(general.get(form), special.get(form, {})) for form in sorted({*general, *special})}
    # "EU foreign policy chief" is the title "foreign policy chief" of the EU.
    found = {form: meaning for form, meaning in found.items() if not _owner_in_front(form, found)}
    # "vice-premier" is written with and without the hyphen.
    found.update({form.replace("-", " "): meaning for form, meaning in found.items() if "-" in form})
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
def _prefixes(kind: str) -> frozenset[str]:
    """Words before a title: "former", "acting", "deputy"."""
    words = load("offices")["prefixes"][kind]
    return frozenset(w.rstrip("-") for w in words)


@cache
def _former() -> frozenset[str]:
    """Words that put an office into the past; an outgoing minister is still minister."""
    kept = {word for word, status in load("offices")["prefix_status"].items() if status == "held"}
    return _prefixes("former") - kept


@cache
def _designate() -> frozenset[str]:
    return frozenset(w.lstrip("-") for w in load("offices")["suffixes"]["incoming"])


def office_title(role: str, country: str | None, prefix: str = "") -> str:
    """How the office is called: the country's own name for it where it has one ("Secretary of State")."""
    row = roles()[role]
    title = row.get("title_in", {}).get(country, row["title"]) if country else row["title"]
    return f"{prefix} {title}".strip()


def role_matcher(nlp: Language) -> PhraseMatcher:
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for form in (*role_forms(), COUNTERPART):
        matcher.add(form, [nlp.make_doc(form)])
    return matcher


def find_roles(doc: Doc, matcher: PhraseMatcher) -> list[RoleSpan]:
    """Role phrases, the longest where they overlap, in order."""
    found: list[RoleSpan] = []
    taken: set[int] = set()
    for key, start, end in sorted(matcher(doc), key=lambda m: (m[1] - m[2], m[1])):
        if not taken.intersection(range(start, end)):
            taken.update(range(start, end))
            found.append(RoleSpan(start, end, role_forms().get(doc.vocab.strings[key])))
    return sorted(found, key=lambda r: r.start)


@dataclass(slots=True)
class _Left:
    """What stands before a role: whose it is, and whether it is a former one."""

    start: int
    of: DocMention | None = None
    former: bool = False
    prefix: str = ""


def _left(doc: Doc, role_start: int, ending: Mapping[int, tuple[int, DocMention]]) -> _Left:
    """Walk left over modifiers, a demonym, a possessor. ``ending``: end token → (start token, mention)."""
    left = _Left(role_start)
    i = role_start
    while i > 0 and not doc[i].is_sent_start:
        token = doc[i - 1]
        word = token.lower_
        if i in ending and ending[i][1].type in _OWNERS:
            if left.of is not None:
                break
            start, mention = ending[i]
            left.of = mention
            i = start
        elif (word == "'s" and (i - 1) in ending and ending[i - 1][1].type in _OWNERS) or (
            word == "'" and (i - 1) in ending and ending[i - 1][1].type in _OWNERS
        ):
            if left.of is None:
                left.of = ending[i - 1][1]
            break
        elif word in _former():
            left.former = True
            i -= 1
        elif word in _prefixes("acting") | _prefixes("deputy"):
            left.prefix = left.prefix or token.text.capitalize()
            i -= 1
        elif word in _NEUTRAL or word in _prefixes("rank") | _prefixes("incoming") or word == "outgoing":
            i -= 1
        else:
            break
    # Articles and possessives are no part of the title.
    while i < role_start and doc[i].lower_ in {"the", "a", "an", "his", "her", "its", "their", "'s", "-"}:
        i += 1
    left.start = i
    return left


def _right_of(
    doc: Doc, role_end: int, starting: Mapping[int, tuple[int, DocMention]]
) -> tuple[int, DocMention | None]:
    """The end of "of (the) X" after a role, and X."""
    if role_end < len(doc) and doc[role_end].lower_ in {"of", "for", "to", "in"}:
        after = role_end + 1
        while (
            after < len(doc)
            and doc[after].lower_
            in {"the", "republic", "kingdom", "state", "federal", "of", "islamic", "democratic", "united"}
            and after not in starting
        ):
            after += 1
        if after in starting and starting[after][1].type in _OWNERS:
            end, mention = starting[after]
            return end, mention
    return role_end, None


def title_start(
    doc: Doc,
    name_start: int,
    roles_by_end: Mapping[int, RoleSpan],
    names: Mapping[int, int],
    found_before: list[tuple[int, int, EntityType]],
) -> int:
    """Where the title before a name begins, for merging title and name into one token."""
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
    starts = {end: begin for begin, end in names.items()}
    used_country = False
    while start > 0 and not doc[start].is_sent_start:
        word = doc[start - 1].lower_
        if start in starts and not used_country and start - starts[start] <= 3:
            start = starts[start]
            used_country = True
        elif (
            word in _former() | _prefixes("acting") | _prefixes("deputy") | _prefixes("rank") | _BEFORE_TITLE
        ):
            start -= 1
        elif word == "-" and start > 1 and doc[start - 2].lower_ in _former():
            start -= 2
        else:
            break
    return start


def find_holdings(
    doc: Doc, roles: list[RoleSpan], mentions: Mapping[int, DocMention], ends: Mapping[int, int]
) -> list[Holding]:
    """Offices with their holders, in order of position. ``mentions`` and ``ends`` are keyed by first token."""
    starting = {start: (ends[start], mention) for start, mention in mentions.items()}
    ending = {ends[start]: (start, mention) for start, mention in mentions.items()}
    found: list[Holding] = []
    for role in roles:
        left = _left(doc, role.start, ending)
        right_end, right = _right_of(doc, role.end, starting)
        of = right or left.of
        designate = False
        name_at = right_end
        if name_at + 1 < len(doc) and doc[name_at].text == "-" and doc[name_at + 1].lower_ in _designate():
            designate = True
            name_at += 2
        while name_at < len(doc) and doc[name_at].lower_.rstrip(".") in honorifics():
            name_at += 1
        holder: DocMention | None = None
        rule = ""
        end = right_end
        if name_at in starting and starting[name_at][1].type == "Person" and not doc[name_at].is_sent_start:
            holder, rule, end = starting[name_at][1], "office:title", starting[name_at][0]
        if holder is None:
            holder, rule, end = _apposition(doc, left.start, right_end, starting, ending, of)
        role_key, of = _meaning(doc, role, of)
        former = left.former
        if holder is None:
            holder, rule, past = _copula(doc, left.start, ending)
            former = former or past
        if holder is None or role_key is None:
            continue
        found.append(
            Holding(
                person=holder,
                role=role_key,
                role_at=doc[role.end - 1].idx,
                title=doc[role.start : role.end].text,
                start=doc[left.start].idx,
                end=doc[max(end, role.end) - 1].idx + len(doc[max(end, role.end) - 1]),
                rule=rule,
                of=of,
                former=former,
                designate=designate,
                prefix=left.prefix,
            )
        )
    return _inherit(doc, found)


def _meaning(doc: Doc, role: RoleSpan, of: DocMention | None) -> tuple[str | None, DocMention | None]:
    """The role that a title means where it is used, and whose it is if the title alone says that."""
    if role.form is None:
        return COUNTERPART, of
    if of is None and role.form.only_country is not None and doc[role.start].text[0].isupper():
        country = role.form.only_country
        start, end = doc[role.start].idx, doc[role.end - 1].idx + len(doc[role.end - 1])
        of = DocMention(start, end, doc.text[start:end], "Country", "demonym", f"country:{country}", country)
    country_code = of.country if of is not None else None
    return role.form.by_country.get(country_code or "", role.form.role), of


def _apposition(
    doc: Doc,
    start: int,
    end: int,
    starting: Mapping[int, tuple[int, DocMention]],
    ending: Mapping[int, tuple[int, DocMention]],
    of: DocMention | None,
) -> tuple[DocMention | None, str, int]:
    """ "X, the foreign minister of Y," and "the Russian president, X,"."""
    before = start
    while before > 0 and (
        doc[before - 1].lower_ in _NEUTRAL or (before in ending and ending[before][1] is of)
    ):
        before = ending[before][0] if before in ending else before - 1
    comma = before - 1
    if comma > 0 and doc[comma].text == "," and comma in ending and ending[comma][1].type == "Person":
        closes = (
            end >= len(doc)
            or doc[end].text in {",", ".", ";", ")", "and", "who", "-", "--", "–", "—", "'s"}
            or doc[end].is_sent_start
        )
        if closes or of is not None:
            return ending[comma][1], "office:apposition", end
    if end + 1 < len(doc) and doc[end].text == "," and end + 1 in starting and of is not None:
        name_end, mention = starting[end + 1]
        if mention.type == "Person" and name_end < len(doc) and doc[name_end].text in {",", ".", ";"}:
            return mention, "office:apposition", name_end
    return None, "", end


def _copula(
    doc: Doc, start: int, ending: Mapping[int, tuple[int, DocMention]]
) -> tuple[DocMention | None, str, bool]:
    """ "X is/was/became/served as the president of Y"; the flag says that it is over."""
    i = start
    words: list[str] = []
    while i > 0 and not doc[i].is_sent_start and i not in ending and doc[i - 1].lower_ in _COPULA:
        words.append(doc[i - 1].lower_)
        i -= 1
        if i in ending and ending[i][1].type == "Person":
            break
    verbs = set(words) & {"is", "was", "became", "become", "becomes", "serve", "served", "serves", "serving", "elected",
                          "re-elected", "reelected", "appointed", "named", "sworn", "chosen", "remains", "remained"}  # fmt: skip
    if not verbs or i not in ending or ending[i][1].type != "Person":
        return None, "", False
    past = bool(verbs & {"was", "served"}) and not verbs & _BECOMING and not {"has", "been"} & set(words)
    return ending[i][1], "office:copula", past


def _inherit(doc: Doc, holdings: list[Holding]) -> list[Holding]:
    """Fill what a title leaves out: "Syrian Foreign Minister A and Defence Minister B", "his Turkish counterpart C"."""
    for i, holding in enumerate(holdings):
        previous = holdings[i - 1] if i else None
        if holding.role == COUNTERPART:
            if previous is not None and previous.role != COUNTERPART:
                holding.role = previous.role
                holding.rule = "office:counterpart"
            continue
        if holding.of is None and previous is not None and previous.of is not None and not holding.former:
            between = doc.text[previous.end : holding.start].strip()
            if between in {"and", ",", ", and"}:
                holding.of = previous.of
                holding.rule += "+coordination"
    return [h for h in holdings if h.role != COUNTERPART]
