"""How every command prints: data to standard output as bytes, messages to standard error, one line each."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from kg.terminal import printable

#: Exit status where the reader of a pipe has gone.
PIPE_CLOSED = 141


def json_text(value: dict[str, Any] | list[dict[str, Any]]) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def width() -> int | None:
    """Cells of the terminal, None if the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def write_to(out: Path, write: Callable[[IO[bytes]], None]) -> None:
    """Let ``write`` write to standard output ("-") or to a file that appears whole or not at all."""
    if str(out) == "-":
        with output() as stream:
            write(stream)
        return
    from kg.folder import written

    with written(out) as stream:
        write(stream)


@contextmanager
def output() -> Iterator[IO[bytes]]:
    """Standard output, as UTF-8 bytes wherever it goes."""
    raw = sys.stdout.buffer
    # With PYTHONUNBUFFERED it is a bare file, whose write may stop half-way without an error.
    own = io.BufferedWriter(raw) if isinstance(raw, io.RawIOBase) else None
    stream: IO[bytes] = own or raw
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Nothing may be left to flush when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(PIPE_CLOSED) from None
    finally:
        if own is not None:
            own.detach()  # else standard output would be closed with it


def say(message: str) -> None:
    """One line on standard error."""
    click.echo(f"kg: {printable(message)}", err=True)


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
