"""How one name is written: the forms to look for in text, and the key under which all of them meet."""

from __future__ import annotations

import re
import unicodedata

#: Apostrophes and hyphens to the kind of each that keyboards have.
_KINDS = str.maketrans(dict.fromkeys("’‘ʼʻʹ′`´", "'") | dict.fromkeys("‐‑‒–−", "-"))
#: Letters with a stroke or a shape of their own: Unicode does not decompose them.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ə": "e",
        "Ə": "E",
        "æ": "ae",
        "Æ": "Ae",
    }
    | {"œ": "oe", "Œ": "Oe", "ß": "ss", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th"}
)
_ARTICLE = re.compile(r"(?<![\w'])al(?:-| (?=[A-Z]))")
_INITIAL_ARTICLE = re.compile(r"[Aa]l[- ](?=\w)")


def normalise(text: str) -> str:
    """NFKC, one kind of apostrophe, of hyphen and of space; case and accents stay."""
    # Before and after: compatibility forms hold such marks ("ŉ"), and would turn others into spaces ("´").
    text = text.translate(_KINDS)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_KINDS)
    return " ".join(text.split())


def fold(text: str) -> str:
    """:func:`normalise`, without accents: "Türkiye" and "Turkiye" are one key. Case stays."""
    text = normalise(text)
    if text.isascii():  # nearly all names: no need to ask Unicode
        return text
    decomposed = unicodedata.normalize("NFD", text).translate(_LETTERS)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return normalise(bare)


def variants(name: str, *, accented: bool = False) -> list[str]:
    """The ways in which text may write ``name``, itself first: with and without accents, straight and curly
    apostrophes, "al-X" and "al X", "Saint X" and "St. X". ``accented`` keeps the accents."""
    forms = [normalise(name)]
    if not accented and not name.isascii():
        forms.append(fold(name))
    if name.startswith("Saint "):
        forms += [abbreviation + form[6:] for form in forms for abbreviation in ("St. ", "St ")]
    forms += [
        _ARTICLE.sub(article, form) for form in forms if _ARTICLE.search(form) for article in ("al-", "al ")
    ]
    forms += [
        _INITIAL_ARTICLE.sub(article, form, count=1)
        for form in forms
        if _INITIAL_ARTICLE.match(form)
        for article in ("al-", "Al-", "Al ", "al ")
    ]
    forms += [form.replace("'", "’") for form in forms if "'" in form]
    return list(dict.fromkeys(forms))
