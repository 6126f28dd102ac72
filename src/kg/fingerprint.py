"""Digests of the program's own code and data, by which what was made with another version is known and made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable


def fingerprint(seed: str, rooms: Iterable[str], others: Iterable[bytes] = ()) -> str:
    """A digest of modules and folders of ``kg`` (code, data, weights), 16 hexadecimal digits.

    :param seed: what else it depends on.
    :param others: contents of other files.
    """
    digest = sha256(seed.encode())
    for room in rooms:
        for name, content in _contents(files("kg") / room):
            digest.update(name.encode() + b"\0" + content + b"\0")
    for content in others:
        digest.update(content + b"\0")
    return digest.hexdigest()[:16]


def _contents(room: Traversable) -> Iterator[tuple[str, bytes]]:
    if room.is_file():
        yield room.name, room.read_bytes()
        return
    for entry in sorted(room.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and not entry.name.startswith("__"):
            yield from _contents(entry)
        elif entry.name.endswith((".py", ".toml", ".json", ".onnx")):
            yield entry.name, entry.read_bytes()
