"""A projection as one interactive HTML page that needs no network."""

from kg.view.page import inline, render, write

__all__ = ["inline", "render", "write"]
