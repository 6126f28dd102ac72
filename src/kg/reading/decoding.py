"""Bytes to text: UTF-8, UTF-16 with a byte-order mark, else what charset-normalizer is sure of."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kg.errors import UnreadableInput

#: First bytes of formats that are often found among text files.
_MAGIC = (
    (b"%PDF-", "a PDF file", "extract its text first"),
    (b"PK\x03\x04", "a ZIP archive (as .docx and .epub are)", "unpack it or save it as plain text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as plain text"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"\x89PNG", "a PNG image", "give text"),
    (b"\xff\xd8\xff", "a JPEG image", "give text"),
    (b"GIF8", "a GIF image", "give text"),
    (b"\x7fELF", "a program", "give text"),
    (b"SQLite format 3", "an SQLite database", "export its text to JSONL or CSV"),
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_META_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.I
)
_NOT_WINDOWS_1252 = re.compile(r"[^\W\d_][¡-©«-±´¶¹»-¿×÷²³¼½¾†‡‰]+[^\W\d_]|[ðþýÐÞÝ\ufffd]")
#: charset-normalizer's measures, 0 to 1: how garbled a reading is, and how like a known language.
_MOST_CHAOS, _LEAST_COHERENCE = 0.1, 0.15
#: Guessing an encoding needs no more than this.
_SAMPLE = 256 * 1024


def refuse_binary(head: bytes) -> None:
    """Raise for the beginning of a file that is no text.

    Raises:
        UnreadableInput: without the key; it names the format and what to do.
    """
    for magic, name, remedy in _MAGIC:
        if head.startswith(magic):
            raise UnreadableInput(f"is {name}, not text; {remedy}")
    if b"\x00" in head and not head.startswith(_UTF16 + _UTF32):
        raise UnreadableInput("is binary, not text (it has NUL bytes); give text in UTF-8")


def encoding_of(data: bytes, *, html: bool = False, complete: bool = True) -> str:
    """The encoding of ``data``, the whole of a file or (``complete=False``) its beginning.

    An HTML page that is not UTF-8 is believed when it declares its encoding.

    Raises:
        UnreadableInput: without the key; no encoding is certain.
    """
    if data.startswith(_UTF32):
        return "utf-32"
    if data.startswith(_UTF16):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=complete)
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8-sig"
    if html and (declared := _META_CHARSET.search(data[:4096])):
        name = declared[1].decode("ascii")
        try:
            if codecs.lookup(name).name != "utf-8":
                data.decode(name, errors="strict" if complete else "ignore")
                return name
        except (LookupError, UnicodeDecodeError):
            pass  # a page may declare what it is not; then its bytes are asked
    if guess := _guess(data[:_SAMPLE]):
        return guess
    raise UnreadableInput("is in no encoding that could be recognised for certain; save it as UTF-8")


def _guess(data: bytes) -> str | None:
    """The encoding of text that is no Unicode, if it is certain enough.

    Windows-1252 wins where it is as plausible as any other, as it does in web browsers, but not where its
    reading shows that it is another: a sign inside a word (Polish in Windows-1250 reads "wspó³praca"), or one
    of the six letters in which the Turkish Windows-1254 differs.
    """
    matches = [match for match in from_bytes(data, threshold=_MOST_CHAOS) if match.chaos <= _MOST_CHAOS]
    if not matches:
        return None
    least = min(match.chaos for match in matches)
    likeliest = [match for match in matches if match.chaos == least]
    if any("cp1252" in match.could_be_from_charset for match in likeliest):
        return None if _NOT_WINDOWS_1252.search(data.decode("cp1252", errors="replace")) else "cp1252"
    best = matches[0]
    rival = any(str(other) != str(best) and other.coherence >= best.coherence for other in likeliest)
    return best.encoding if best.coherence >= _LEAST_COHERENCE and not rival else None


def decode(data: bytes, *, html: bool = False) -> str:
    """The text of a whole file; a byte-order mark is not part of it, all else stays.

    Raises:
        UnreadableInput: without the key; the data are binary or in an unknown encoding.
    """
    refuse_binary(data)
    encoding = encoding_of(data, html=html)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"is not valid {encoding} at byte {error.start}; save it as UTF-8") from None
