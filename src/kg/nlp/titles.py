"""What titles of offices mean: the data of ``lexicon/offices.toml``, and where their words stand in a text."""

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

#: Titles that say whom somebody leads or speaks for, but are no office of their own.
GENERIC = frozenset(
    {"leader", "head", "regime-leader", "founder", "candidate", "diplomat", "representative"}
)  # fmt: skip
_HOUSE = " of the house"
#: "His Turkish counterpart": the office is that of the person named before.
COUNTERPART = "counterpart"


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
        country, role = next(iter(self.by_country.items()), (None, None))
        if len(self.by_country) == 1 and (
            self.role in {None, role} or not roles()[str(self.role)].get("unique", True)
        ):
            return country
        return None


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
def incoming_suffixes() -> frozenset[str]:
    """Words after a title that put it into the future: "elect", "designate"."""
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
        words = doc.vocab.strings[key]
        if words.endswith(_HOUSE) and end < len(doc) and doc[end].lower_ == "of":
            # "speaker of the House of Representatives"
            words, end = words.removesuffix(_HOUSE), end - 3
        form = role_forms().get(words)
        if form is not None and form.exact is not None and doc[start:end].text != form.exact:
            continue
        taken.update(range(start, end))
        found.append(RoleSpan(start, end, form))
    return sorted(_with_portfolios(doc, found), key=lambda r: r.start)


@cache
def _subjects() -> frozenset[str]:
    return frozenset(load("offices")["portfolios"]["subjects"])


def _with_portfolios(doc: Doc, found: list[RoleSpan]) -> list[RoleSpan]:
    """Titles of ministers with all that they are in charge of: "Mines and Energy Minister", "Minister of Trade and
    Industry". One with a portfolio that has no row of its own is called as the text calls it."""
    heads = set(load("offices")["portfolios"]["heads"])
    by_end = {role.end: role for role in found}
    taken = {i for role in found for i in range(role.start, role.end)}
    for token in doc:
        # "Security Secretary": a secretary is none without a portfolio.
        if (
            token.i not in taken
            and token.lower_ == "secretary"
            and (
                _before(doc, token.i, opened=False) < token.i
                or _behind(doc, token.i + 1, opened=False) > token.i + 1
            )
        ):
            by_end[token.i + 1] = RoleSpan(token.i, token.i + 1, None)
    spans: list[RoleSpan] = []
    for role in by_end.values():
        words = doc[role.start : role.end].text.lower()
        ministerial = any(
            words == head or words.endswith(f" {head}") or words.startswith((f"{head} of ", f"{head} for "))
            for head in heads
        )
        if not ministerial or words.endswith("prime minister"):
            spans.append(role)
            continue
        start, end = role.start, role.end
        if words.endswith(("minister", "secretary", "commissioner")):
            # "Finance and National Planning Minister": "planning minister" is a title, and "national" part of it.
            start = min(_before(doc, start, opened=words not in heads), _before(doc, end - 1, opened=False))
        if start == role.start and (
            words in heads or (words.startswith(tuple(heads)) and words.split()[0] in heads)
        ):
            end = _behind(doc, end, opened=words not in heads)
        if (start, end) == (role.start, role.end):
            spans.append(role)
            continue
        general = role.form is None or words in heads or role.form.role in {"minister", "commissioner"}
        form = (
            _portfolio(doc[start:end].text.lower()) if general and "commissioner" not in words else role.form
        )
        spans.append(RoleSpan(start, end, form))
    return [s for s in spans if not any(o is not s and o.start <= s.start and s.end <= o.end for o in spans)]


def _portfolio(words: str) -> Form:
    return role_forms().get(words) or Form("portfolio-minister", {})


def _before(doc: Doc, i: int, opened: bool) -> int:
    """Where the portfolios begin that stand right before token ``i``: "Economy and Energy" before "Minister"."""
    start = i
    while True:
        links = 0
        while opened and links < 2 and i > links and doc[i - links - 1].lower_ in {"and", ",", "&"}:
            links += 1
        i -= links
        size = next((n for n in (3, 2, 1) if i >= n and doc[i - n : i].text.lower() in _subjects()), 0)
        if not size or any(t.is_sent_start for t in doc[i - size + 1 : start + 1]):
            return start
        start = i = i - size
        opened = True


def _behind(doc: Doc, i: int, opened: bool) -> int:
    """Where the portfolios end that follow token ``i``: "of Finance and National Planning"."""
    if not opened and (i >= len(doc) or doc[i].lower_ not in {"of", "for"}):
        return i
    end = i
    while i < len(doc) and not doc[i].is_sent_start:
        start = i
        while i < len(doc) and i - start < 2 and doc[i].lower_ in {"and", ",", "&", "of", "for", "the"}:
            i += 1
        size = next((n for n in (3, 2, 1) if doc[i : i + n].text.lower() in _subjects()), 0)
        if not size or i == start or any(t.is_sent_start for t in doc[i : i + size]):
            return end
        if doc[i - 1].text == "," and not doc[i].text[0].isupper():
            return end
        end = i = i + size
    return end
