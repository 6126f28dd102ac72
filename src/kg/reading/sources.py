"""Which files a list of paths, folders and patterns stands for, in an order that never changes."""

# pathlib raises where os.path answers "no": without permission, in a loop of links.
# ruff: noqa: PTH100, PTH110, PTH112, PTH113, PTH118, PTH207

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.model import Rejected

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl", ".ndjson", ".csv")
_LIST = ", ".join(SUFFIXES)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read; ``key`` is its resolved absolute path, with ``/`` between names."""

    key: str
    path: Path


def _key(path: str | Path) -> str:
    """The path as a key: absolute, links resolved, and printable even where the name is no UTF-8."""
    name = Path(os.path.realpath(path)).as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def source_files(path: str) -> Iterator[SourceFile | Rejected]:
    """The files that ``path`` stands for: itself, those in the folder, those that match the pattern; sorted.

    In folders, and among the matches of a pattern, hidden files and unknown suffixes are passed over; a file
    that is named is read or rejected. Within folders links to folders are not followed: there are no loops.
    """
    if "\x00" in path or not path.strip():
        yield Rejected(path.replace("\x00", "\ufffd"), "is no path; give a file, a folder, a pattern or -")
    elif os.path.isdir(path):
        yield from _folder(path)
    elif os.path.lexists(path):
        yield _named(path)
    elif glob.has_magic(path):
        found = [item for match in sorted(glob.glob(path, recursive=True)) for item in _match(match)]
        yield from found
        if not found:
            yield Rejected(path, f"matches no readable file; the suffixes are {_LIST}")
    else:
        yield Rejected(_key(path), "does not exist; check the path")


def _match(path: str) -> Iterator[SourceFile | Rejected]:
    if os.path.isdir(path):
        yield from (item for item in _folder(path) if isinstance(item, SourceFile))
    elif path.lower().endswith(SUFFIXES):
        yield _named(path)


def _named(path: str) -> SourceFile | Rejected:
    if not os.path.exists(path):
        return Rejected(
            Path(os.path.abspath(path)).as_posix(), "is a broken symbolic link; mend or remove it"
        )
    if not os.path.isfile(path):
        return Rejected(_key(path), "is no regular file; give a file, a folder, a pattern or -")
    if not path.lower().endswith(SUFFIXES):
        return Rejected(_key(path), f"has an unsupported suffix; the suffixes are {_LIST}")
    return SourceFile(_key(path), Path(path))


def _folder(path: str) -> Iterator[SourceFile | Rejected]:
    unreadable: list[OSError] = []
    found = False
    for folder, subfolders, names in os.walk(path, onerror=unreadable.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith(SUFFIXES):
                found = True
                yield _named(os.path.join(folder, name))
    for error in unreadable:
        found = True
        yield Rejected(
            _key(error.filename or path), f"cannot be opened ({error.strerror}); check its permissions"
        )
    if not found:
        yield Rejected(_key(path), f"is a folder without readable files; the suffixes are {_LIST}")
