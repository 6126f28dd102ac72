"""Errors that a user can mend. The command line prints them as one line, without a traceback."""

import os


class KgError(Exception):
    """What went wrong, in one line: which file or option, what is wrong with it, what to do."""


class UnreadableInput(KgError):
    """One input (file or record) that cannot become an article. The build sets it aside and goes on."""


class QuerySyntaxError(KgError):
    """A SPARQL query that does not parse; the message carries the position."""


class ServiceRefused(KgError):
    """A SPARQL query with a SERVICE clause, where none is allowed."""


def fault(error: Exception) -> str:
    """What is said of an article in which the program itself failed, so that it stops no other article.

    With KG_TRACEBACK=1 in the environment the error is raised again.
    """
    if os.environ.get("KG_TRACEBACK"):
        raise error
    said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"shows a fault in kg, please report it: {said} (KG_TRACEBACK=1 shows where)"
