"""A graph behind a local, read-only web server: SPARQL 1.1 Protocol, and pages to read, search and query it."""

from kg.serve.server import Limits, serve

__all__ = ["Limits", "serve"]
