"""HTTP to one server: its address, who asks, patience, and what goes wrong in one line.

Redirects are never followed: a password would go wherever the server says.
"""

from __future__ import annotations

import base64
import netrc
import os
import re
import time
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import SplitResult, urlencode, urlsplit

import urllib3

from kg.errors import KgError

#: Seconds before the first repetition of what failed for the moment; each further one waits twice as long.
_PAUSE = 0.5

#: A server may ask for a longer pause, but not for more than so many seconds.
_LONGEST_PAUSE = 30.0

#: Statuses that may be others in a moment.
_PASSING = {429, 500, 502, 503, 504}

#: Bytes of an answer that is only read for what it says of an error.
_SHORT = 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    media_type: str
    """Of the body, without parameters."""
    body: bytes

    @property
    def said(self) -> str:
        """Status and first line, for an error's message."""
        phrase = f" {HTTPStatus(self.status).phrase}" if self.status in set(HTTPStatus) else ""
        lines = self.body[:1000].decode(errors="replace").strip().splitlines()
        text = f": {lines[0][:200]}" if lines and self.media_type == "text/plain" else ""
        return f"{self.status}{phrase}{text}"


class _Passing(Exception):
    """What may go well a moment later."""

    def __init__(self, message: str, pause: float = 0.0) -> None:
        super().__init__(message)
        self.pause = pause


class Client:
    """Requests to one address, over connections that are kept open."""

    def __init__(self, url: str, *, timeout: float = 60.0, retries: int = 4) -> None:
        """Ask at ``url``, whose own parameters are kept.

        User and password come from KG_HTTP_USER and KG_HTTP_PASSWORD, or from the entry of the host in ``~/.netrc``
        (or the file that NETRC names).

        :param timeout: seconds to wait for a connection, and for the answer.
        :param retries: how often a request is repeated that found no connection or a server that is unwell.
        :raises KgError: if the address is not one of http or https, or holds a password.
        """
        self.url = url
        self._parts = _address(url)
        self._timeout = timeout
        self._retries = retries
        self._pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=min(timeout, 10.0), read=timeout))
        self._headers = {"User-Agent": "geopolitics-kg"}
        known = _credentials(self._parts.hostname or "")
        #: Who asks, None if nobody in particular.
        self.user = known[0] if known else None
        if known:
            token = base64.b64encode(":".join(known).encode()).decode()
            self._headers["Authorization"] = f"Basic {token}"

    def send(
        self,
        method: str,
        body: bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        parameters: Mapping[str, str] | None = None,
        most: int = _SHORT,
    ) -> Answer:
        """The answer to a request, which must do no harm when it is repeated.

        :param most: bytes that the answer may have; of an error's text no more is read.
        :raises KgError: if there is no answer, it is too large, or it is a redirect, 401, 403, or still 500, 502, 503,
            504 or 429 when all repetitions are used up.
        """
        more = urlencode(dict(parameters or {}))
        address = self._parts._replace(query="&".join(filter(None, (self._parts.query, more)))).geturl()
        pause = _PAUSE
        for left in range(self._retries, -1, -1):
            try:
                answer = self._once(method, address, body, dict(headers or {}), most)
            except _Passing as failure:
                if not left:
                    raise KgError(f"{self.url}: {failure}") from failure
                time.sleep(max(pause, min(failure.pause, _LONGEST_PAUSE)))
                pause *= 2
            else:
                break
        if answer.status in (401, 403):
            who = f"refuses {self.user}" if self.user else "wants to know who asks"
            raise KgError(
                f"{self.url}: the server {who} ({answer.status}); put user and password into KG_HTTP_USER and "
                "KG_HTTP_PASSWORD, or into ~/.netrc"
            )
        return answer

    def unexpected(self, answer: Answer) -> KgError:
        """The error that an answer is which nothing can be done with."""
        return KgError(f"{self.url}: the server answered {answer.said}")

    def _once(self, method: str, url: str, body: bytes | None, headers: dict[str, str], most: int) -> Answer:
        try:
            response = self._pool.request(
                method,
                url,
                body=body,
                headers=self._headers | headers,
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        except urllib3.exceptions.SSLError as error:
            raise KgError(f"{self.url}: there is no secure connection ({_reason(error)})") from error
        except urllib3.exceptions.NewConnectionError as error:  # which is also a TimeoutError
            reason = _reason(error)
            raise _Passing(f"cannot be reached ({reason}); is the server running there?") from error
        except urllib3.exceptions.TimeoutError as error:
            raise _Passing(f"no answer within {self._timeout:g} seconds") from error
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise _Passing(f"the connection broke ({_reason(error)})") from error
        with closing(response):  # one that was read to its end has given its connection back by then
            if 300 <= response.status < 400:
                where = response.headers.get("Location", "elsewhere")
                raise KgError(f"{self.url}: redirects to {where[:200]}; if that is right, give that address")
            fine = response.status < 300
            found = self._read(response, most if fine else _SHORT, strict=fine)
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        answer = Answer(response.status, media_type, found)
        if response.status in _PASSING:
            after = response.headers.get("Retry-After", "")
            raise _Passing(f"the server answered {answer.said}", float(after) if after.isdecimal() else 0.0)
        return answer

    def _read(self, response: urllib3.BaseHTTPResponse, most: int, *, strict: bool) -> bytes:
        if strict and response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise KgError(f"{self.url}: the answer is compressed, which was not asked for")
        end = time.monotonic() + self._timeout
        parts: list[bytes] = []
        size = 0
        try:
            # Piece by piece as it comes: a server that sends a byte now and then would hold a larger read for ever.
            while piece := response.read1(65536):
                parts.append(piece)
                size += len(piece)
                if size > most:
                    if strict:
                        raise KgError(f"{self.url}: the answer is larger than {most // 1_000_000} MB")
                    break
                if time.monotonic() > end:
                    raise _Passing(f"no whole answer within {self._timeout:g} seconds")
        except urllib3.exceptions.TimeoutError as error:
            raise _Passing(f"no whole answer within {self._timeout:g} seconds") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise _Passing(f"the answer broke off ({_reason(error)})") from error
        return b"".join(parts)


def _address(url: str) -> SplitResult:
    shown = " ".join(url.split())
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises ValueError where it is no number
    except ValueError as error:
        raise KgError(
            f"{shown}: is no address ({error}); give one like http://127.0.0.1:7878/store"
        ) from error
    if "@" in parts.netloc:
        raise KgError(
            "a password in an address can be seen by others on this machine: put it into KG_HTTP_USER and "
            "KG_HTTP_PASSWORD, or into ~/.netrc"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\x00-\x20\x7f]", url):
        raise KgError(f"{shown}: is no address of http or https; give one like http://127.0.0.1:7878/store")
    return parts._replace(fragment="")


def _credentials(host: str) -> tuple[str, str] | None:
    user, password = os.environ.get("KG_HTTP_USER"), os.environ.get("KG_HTTP_PASSWORD")
    if user and password is not None:
        return user, password
    if user or password:
        raise KgError("KG_HTTP_USER and KG_HTTP_PASSWORD belong together; set both, or neither")
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    try:
        # Not its "default" entry: that password was never meant for this host.
        found = netrc.netrc(str(path)).hosts.get(host)
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError) as error:
        raise KgError(f"{path}: cannot be read as a netrc file ({error})") from error
    return (found[0], found[2]) if found else None


def _reason(error: BaseException) -> str:
    """What is wrong, without the objects that urllib3 puts into its messages."""
    while error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(re.sub(r"<[^<>]*>:? ?", "", str(error)).split())[:200] or type(error).__name__


def allowed(
    statuses: Collection[int], client: Client, answer: Answer, otherwise: Mapping[int, str]
) -> Answer:
    """``answer`` itself, if its status is one of ``statuses``.

    :param otherwise: what other statuses mean here.
    :raises KgError: if it is another one.
    """
    if answer.status in statuses:
        return answer
    if answer.status in otherwise:
        raise KgError(f"{client.url}: {otherwise[answer.status]} ({answer.status})")
    raise client.unexpected(answer)
