"""A projection as one interactive HTML page that needs no network."""

from kg.view.rendering import Options, inline, page, pieces

__all__ = ["Options", "inline", "page", "pieces"]
