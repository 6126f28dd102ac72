"""Letters that a wrong decoding has taken apart: "SaÃºl" is "Saúl", "Ukraineâ€™s" is "Ukraine's".

UTF-8 that was once read as Latin-1 or Windows-1252 and saved so is common in archives. Only the text that is parsed is
put right: an article's own text stays as it came, and so do the offsets into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The characters that Windows-1252 has where Latin-1 has control characters, and their bytes.
_WINDOWS = {chr(byte): bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
_BYTES = {character: ord(byte) for byte, character in _WINDOWS.items() if character}
_FOLLOWING = "[\x80-\xbf" + "".join(map(re.escape, sorted(_BYTES))) + "]"
_SEQUENCE = re.compile(rf"[\xc2-\xdf]{_FOLLOWING}|[\xe0-\xef]{_FOLLOWING}{{2}}|[\xf0-\xf4]{_FOLLOWING}{{3}}")
#: A letter in capitals and a quotation mark or a dash behind it look like such a sequence: "«CAFÉ»". Behind these two
#: it hardly ever is one, since they are what Western letters became.
_SURE = frozenset("\xc2\xc3")
_CLOSING = frozenset("»«“”„‘’–—…›‹™®©º°")


def repaired(text: str) -> Iterator[tuple[int, int, str]]:
    """Where in ``text`` such sequences stand, half-open, with the character that each was."""
    for match in _SEQUENCE.finditer(text):
        sequence, end = match[0], match.end()
        closes = len(sequence) == 2 and sequence[0] not in _SURE and sequence[1] in _CLOSING
        if closes and not text[end : end + 1].isalpha():
            continue
        try:
            letter = bytes(_BYTES.get(c, ord(c)) for c in sequence).decode("utf-8")
        except UnicodeDecodeError:
            continue
        yield match.start(), end, letter


def mended(text: str) -> str:
    """``text`` with the letters put right."""
    parts: list[str] = []
    at = 0
    for start, end, letter in repaired(text):
        parts += [text[at:start], letter]
        at = end
    return "".join([*parts, text[at:]])
