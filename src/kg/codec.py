"""Values of the model (:mod:`kg.model`) as JSON and back. Strict both ways: what it does not know, it refuses."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

#: Made once: json.dumps makes one at every call with options like these.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def to_json(value: Any) -> bytes:
    """A value of the model as canonical JSON: ASCII, keys sorted, no spaces; equal values give equal bytes."""
    return _ENCODER.encode(_plain(value)).encode("ascii")


def from_json(kind: type[T], data: bytes) -> T:
    """The value of the type ``kind`` that :func:`to_json` wrote.

    :raises ValueError: if a field is missing, unknown, or not of its type.
    """
    decode: Callable[[Any], T] = _decoder(kind)  # type: ignore[arg-type]  # a type is hashable
    return decode(json.loads(data.decode()))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is int or value is None:  # most values are
        return value
    if kind is tuple:
        return [_plain(item) for item in value]
    names = _names(kind)  # type: ignore[arg-type]  # a type is hashable
    if names is not None:
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"no JSON form for {kind.__name__}")


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """The names of the fields of a dataclass."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """A function from plain JSON to a value of the type ``kind``."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        decoders = [(field.name, _decoder(hints[field.name])) for field in fields(kind)]
        names = {name for name, _ in decoders}
        make: Any = kind

        def record(value: Any) -> Any:
            if not isinstance(value, dict) or value.keys() != names:
                raise ValueError(f"not the fields of {kind}: {value!r:.80}")
            return make(*[decode(value[name]) for name, decode in decoders])

        return record
    if origin is tuple and arguments[-1] is Ellipsis:
        decode_item = _decoder(arguments[0])
        return lambda value: tuple([decode_item(item) for item in _checked(list, value)])
    if origin is tuple:
        item_decoders = [_decoder(argument) for argument in arguments]
        return lambda value: tuple(
            decode(item) for decode, item in zip(item_decoders, _checked(list, value), strict=True)
        )
    if origin in (Union, types.UnionType):
        present = [argument for argument in arguments if argument is not types.NoneType]
        if len(present) == 1:
            decode_present = _decoder(present[0])
            return lambda value: None if value is None else decode_present(value)
    if origin is Literal:

        def choice(value: Any) -> Any:
            if value not in arguments:
                raise ValueError(f"{value!r:.80} is none of {arguments}")
            return value

        return choice
    if kind is date:
        return lambda value: date.fromisoformat(_checked(str, value))
    if kind is float:
        return lambda value: float(value) if type(value) is int else _checked(float, value)
    if kind in (str, int, bool):
        return lambda value: _checked(kind, value)
    raise TypeError(f"no JSON form for {kind}")


def _checked(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{value!r:.80} is not of type {kind.__name__}")
    return value
