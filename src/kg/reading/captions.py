"""Photo captions and photo credits, by the ways in which outlets mark them."""

from __future__ import annotations

import re

from kg.reading.agencies import known_agency

_START = re.compile(
    r"""
      file\s(?:photo|picture|image|pic)\b | file\s?[-–—:]\s
    | (?:image|photo|picture)\s(?:credit|source|caption|by)\b
    | (?:file\sphoto|photo(?:graph)?s?|pictures?|images?|file|pic|handout|illustration|captions?|credits?
        |illustrative(?:\s(?:photo|image))?)\s*[:/©]
    | \(?(?:file\s)?(?:photo|picture|image)(?:graph)?\s(?:by|courtesy|from|taken|shows|released|provided)\b
    | (?:in\s)?this\s(?:\w+[\s,]+){0,6}
        (?:photo|photograph|picture|image|handout|screengrab|screenshot|video\sgrab|frame\sgrab)\b
    | (?:an?\s)?(?:undated|handout|combination|archive|file|satellite|aerial)\s
        (?:photo|photograph|picture|image)\b
    | video\sgrab | screen\s?grab | !\[
    """,
    re.IGNORECASE | re.VERBOSE,
)

_NAME = r"[A-Z][\w.&'’-]*(?:\s[A-Z][\w.&'’-]*){0,3}"
_PHOTO_AGENCY = r"(?:AP\sPhoto|Getty\sImages|EPA(?:-EFE)?|REUTERS|Reuters|AFP|AP|Xinhua|Anadolu|Handout|Pool)"
_CREDIT = rf"""
      # (Photo by A. Name/AFP via Getty Images), [A. Name/Al Jazeera], (AP Photo/A. Name, File)
      [(\[] (?: (?i:file\sphoto|photo|photograph|picture|image|pic|credit)s?\b [^()\[\]]{{0,120}}
              | [^()\[\]]{{0,80}} \b{_PHOTO_AGENCY}\b [^()\[\]]{{0,80}} ) [)\]]
    | \[ {_NAME} (?:/{_NAME}){{0,3}} (?:\s(?:via|and)\s{_NAME})? \]
      # … / Reuters, … /AFP, … / A. Name
    | (?: \s/\s? | (?<=[.!?”"])\s?/ ) {_NAME} (?:\s?/\s?{_NAME}){{0,2}}
      # … Photo: AFP, … | Photograph: A. Name/Agency, … © AFP
    | (?:[|/—–-]\s*)?
      \b(?i:photo(?:graph|s)?|picture|image|credit|pic|foto)\s?[:©/]\s*(?:[^.]|(?<=\b[A-Z])\.){{2,80}}
    | ©\s?(?:[^.]|(?<=\b[A-Z])\.){{2,60}}
      # REUTERS/A. Name, AFP/Getty Images, … via REUTERS, … — Reuters pic
    | \b{_PHOTO_AGENCY}/{_NAME} (?:/{_NAME}){{0,2}}
    | \b(?:via|courtesy\sof)\s{_PHOTO_AGENCY} (?:/{_NAME}){{0,2}}
    | [—–-]\s?{_NAME}(?:/{_NAME})?\s(?i:file\s?pic|pics?|photo)
"""
_END = re.compile(rf"(?P<words>.*?)\s*(?P<credit>{_CREDIT})", re.VERBOSE | re.DOTALL)
_SENTENCE_BREAK = re.compile(r"[.!?]\s+[A-Z\"“]")


def begins_as_caption(line: str) -> bool:
    """Whether the line starts as captions do ("FILE PHOTO: …", "Image source, …")."""
    # Three sentences or more are a paragraph that begins like a caption.
    return bool(_START.match(line)) and len(_SENTENCE_BREAK.findall(line)) < 3


def split_credit(line: str) -> tuple[str, str] | None:
    """The words and the photo credit of a line that ends in one; the words may be empty."""
    if line.endswith((".", "!", "?", '"', "”")):
        return None  # as nearly all prose does, and no credit
    match = _END.fullmatch(line)
    return (match["words"], match["credit"].strip()) if match else None


def is_sign_off(words: str, credit: str) -> bool:
    """Whether a credit may as well be an agency's mark at the end of its report: "… he said. (Xinhua)"."""
    named = credit.startswith("(") and known_agency(credit.strip("()")) is not None
    return named and words.rstrip().endswith((".", "!", "?", '"', "”"))
