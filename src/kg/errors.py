"""Errors that a user can mend. The command line prints them as one line, without a traceback."""


class KgError(Exception):
    """What went wrong, in one line: which file or option, what is wrong with it, what to do."""


class UnreadableInput(KgError):
    """One input (file or record) that cannot become an article. The build sets it aside and goes on."""


class QuerySyntaxError(KgError):
    """A SPARQL query that does not parse; the message carries the position."""


class ServiceRefused(KgError):
    """A SPARQL query with a SERVICE clause, where none is allowed."""
