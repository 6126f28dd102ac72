"""What a worker process hands back: an answer, or why there is none."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from kg.errors import KgError

TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of a response and what its header says."""

    body: bytes
    media_type: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Refusal(KgError):
    """Why there is no answer, in one line, and the HTTP status that says so."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, " ".join(reason.split()))
        self.status = status
        self.reason = " ".join(reason.split())

    def __str__(self) -> str:
        return self.reason


class TooLarge(Refusal):
    """A body that is larger than the server's limit."""

    def __init__(self, most: int) -> None:
        super().__init__(
            500, f"the result is larger than {most:,} bytes; ask for less, with LIMIT or a filter"
        )
        self.args = (most,)  # what an exception is made of again in the other process


class Buffer(io.BytesIO):
    """A file in memory that takes at most so many bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any, /) -> int:
        """Take ``data``.

        :raises TooLarge: if that is more than the buffer may hold.
        """
        if self.tell() + len(data) > self._most:
            raise TooLarge(self._most)
        return super().write(data)
