"""A graph behind a local, read-only web server: SPARQL 1.1 Protocol, and pages to read, search and query it.

:func:`kg.serve.server.serve` starts it. Nothing is imported here: each process of the server loads only what it needs.
"""
