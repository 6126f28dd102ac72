"""Values of the model (:mod:`kg.model`) as JSON and back, by msgspec."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="sorted")


def to_json(value: Any) -> bytes:
    """A value of the model as canonical JSON: keys sorted, no spaces; equal values give equal bytes."""
    return _ENCODER.encode(value)


def from_json(kind: type[T], data: bytes) -> T:
    """The value of the type ``kind`` that :func:`to_json` wrote.

    :raises ValueError: if a field is missing or not of its type, or it is no JSON.
    """
    found: T = _decoder(kind).decode(data)  # type: ignore[arg-type]  # a type is hashable
    return found


@cache
def _decoder(kind: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
