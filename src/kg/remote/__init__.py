"""SPARQL servers of others: a graph is sent to one (``push``), and asked there (``endpoint``).

The only room that calls another machine, and only the one that its user named.
"""
