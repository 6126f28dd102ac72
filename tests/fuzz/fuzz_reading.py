"""Fuzzing of the readers with atheris, guided by what code each input reaches; ``make soak`` runs it.

    python tests/fuzz/fuzz_reading.py -max_total_time=60

It needs the extra ``fuzz`` (atheris has wheels for Linux and for macOS). An input that breaks something is left in the
current folder as ``crash-…``; the options are libFuzzer's.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

try:
    import atheris
except ImportError:
    print("skipped: atheris is not installed (pip install '.[fuzz]')", file=sys.stderr)
    sys.exit(0)

with atheris.instrument_imports(include=["kg.reading"]):
    from kg.model import Article
    from kg.reading import SUFFIXES, read

FOLDER = Path(tempfile.mkdtemp(prefix="kg-fuzz-"))


def one(data: bytes) -> None:
    """The first byte chooses the kind of file, the others are its content."""
    if not data:
        return
    path = FOLDER / f"a{SUFFIXES[data[0] % len(SUFFIXES)]}"
    path.write_bytes(data[1:])
    for item in read([path]):
        if not isinstance(item, Article):
            assert "fault in kg" not in item.reason, item.reason
            continue
        end = 0
        for segment in item.segments:
            assert end <= segment.start < segment.end <= len(item.text)
            end = segment.end


atheris.Setup(sys.argv, one)
atheris.Fuzz()
