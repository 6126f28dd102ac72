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
#: "His deputy": the office is one beside that of the person named before.
DEPUTY = "deputy"
_COLLEAGUE = "colleague"
_COUNTERPARTS = (COUNTERPART, "opposite number", _COLLEAGUE)


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
    for form in (*role_forms(), *_COUNTERPARTS):
        meaning = role_forms().get(form)
        exact = meaning.exact if meaning is not None and meaning.exact is not None else form
        # "Sen." is one token, "sen." is two.
        matcher.add(form, [nlp.make_doc(exact)])
    return matcher


def known_titles(doc: Doc, matcher: PhraseMatcher) -> list[RoleSpan]:
    """Titles of the lexicon, the longest where they overlap, in order."""
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
        if words == _COLLEAGUE and not _of_another(doc, start):
            continue
        taken.update(range(start, end))
        found.append(RoleSpan(start, end, form))
    return sorted(found, key=lambda r: r.start)


def _of_another(doc: Doc, start: int) -> bool:
    """Whether "colleague" is one of another country: "his Chinese colleague"."""
    return (
        start > 1 and doc[start - 1].text[:1].isupper() and doc[start - 2].lower_ in {"his", "her", "their"}
    )
