"""The pages of ``kg serve`` as text: what they hold, that text stays text, the RDF behind them, who may ask."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import rdflib

import kg
from hostile_graph import (
    ARTICLE,
    BASE,
    FACT,
    LONG,
    OFFICE,
    PERSON,
    PERU,
    SENTENCE,
    SUPPORT,
    THREAT,
    TITLE,
    write_hostile_graph,
)
from kg.query import named_queries
from kg.serve.application import POLICY
from kg.serve.marking import Mark, name_marks, pieces
from kg.serve.shipped import narrowed, parameters
from kg.vocabulary import GP
from sample_graph import HOSTILE
from serving import Reply, Served, served

PATHS = [
    "/",
    "/search",
    "/search?" + urlencode({"q": HOSTILE}),
    "/search?" + urlencode({"q": LONG}),
    "/search?type=Article",
    "/query",
    "/query?" + urlencode({"name": "visits", "host": HOSTILE}),
    "/query?" + urlencode({"query": HOSTILE}),
    "/explorer",
    "/explorer?" + urlencode({"actor": HOSTILE}),
    "/id/person/hostile-1",
    "/id/country/PER",
    "/id/office/hostile-1",
    "/id/article/a1",
    "/id/event/support-1",
    "/id/fact/holdsoffice-1",
    "/id/evidence/" + HOSTILE.encode().hex(),
    "/entity?" + urlencode({"iri": HOSTILE}),
    "/entity?" + urlencode({"iri": str(GP.Person)}),
    "/" + quote(HOSTILE),
]


class Parsed(HTMLParser):
    """The elements of a page and its text, that of scripts aside."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.text += data

    def links(self) -> list[str]:
        return [attributes["href"] or "" for _, attributes in self.tags if "href" in attributes]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile_graph(tmp_path_factory.mktemp("hostile") / "graph")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    with served(folder) as found:
        yield found


def page(server: Served, path: str) -> Parsed:
    found = server.get(path, "text/html")
    assert (found.status, found.media_type) == (200, "text/html"), found.text
    return Parsed(found.text)


# Text stays text


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_hostile_text_becomes_no_element(server: Served, path: str) -> None:
    found = server.get(path, "text/html")
    assert found.media_type == "text/html"
    parsed = Parsed(found.text)
    assert {"img", "b"}.isdisjoint({tag for tag, _ in parsed.tags})
    for tag, attributes in parsed.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], attributes
        if tag == "script":
            assert (
                attributes.get("src", "").startswith("/assets/")
                or attributes.get("type") == "application/json"
            )
        for name in ("src", "data-src", "action"):
            assert (attributes.get(name) or "/").startswith("/")
    assert all(link.startswith(("/", "#", "http://", "https://")) for link in parsed.links())


@pytest.mark.parametrize("path", PATHS[-1:] + PATHS, ids=lambda path: path[:40])
def test_every_page_is_guarded(server: Served, path: str) -> None:
    headers = server.get(path, "text/html").headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_the_explorer_has_the_policy_of_its_page(server: Served) -> None:
    found = server.get("/explorer/graph")
    policy = found.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith("; frame-ancestors 'self'")
    assert "unsafe" not in policy
    assert "<img" not in found.text
    assert server.get("/explorer/graph", actor="Nobody").status == 404


def test_own_scripts_parse_no_markup() -> None:
    assets = Path(kg.__file__).parent / "serve" / "assets"
    for file in assets.glob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|DOMParser", text)


def test_no_asset_comes_from_outside(server: Served) -> None:
    for path in ("/", "/query", "/explorer", "/id/article/a1"):
        parsed = page(server, path)
        for tag, attributes in parsed.tags:
            for name in ("src", "data-src") + (("href",) if tag == "link" else ()):
                if attributes.get(name):
                    assert server.get(str(attributes[name])).status == 200
    for file in (Path(kg.__file__).parent / "serve" / "assets").rglob("*.css"):
        assert not re.search(r"@import|@font-face|url\(", file.read_text(encoding="utf-8")), file.name


# What they hold


def test_overview(server: Served) -> None:
    parsed = page(server, "/")
    assert re.search(r"articles\s*1", parsed.text)
    assert re.search(r"events\s*2", parsed.text)
    assert HOSTILE in parsed.text
    assert {"/id/person/hostile-1", "/id/article/a1", "/search?type=Person"} <= set(parsed.links())


def test_search_by_any_name_and_by_title(server: Served) -> None:
    assert "/id/country/PER" in page(server, "/search?q=p%C3%A9r").links()
    assert "/id/person/hostile-1" in page(server, f"/search?q={LONG[:100]}").links()
    assert "/id/article/a1" in page(server, "/search?q=onerror").links()
    assert "/id/article/a1" not in page(server, "/search?q=onerror&type=Person").links()
    closest = page(server, "/search?q=Perru")
    assert "Nothing bears this name" in closest.text
    assert "/search?q=Peru" in closest.links()


def test_entity(server: Served) -> None:
    parsed = page(server, "/id/person/hostile-1")
    for text in (
        HOSTILE,
        LONG[:150],
        PERSON,
        "holds office",
        "since 2020-02-03",
        "Alleged",
        "2020-02-03",
        "confidence 0.90",
    ):
        assert text in parsed.text or text.capitalize() in parsed.text, text
    assert SENTENCE in parsed.text
    marks = [attributes["class"] for tag, attributes in parsed.tags if tag == "mark"]
    assert {"trigger", "actor", "recipient"} == set(marks)
    links = parsed.links()
    assert {"/id/country/PER", "/id/office/hostile-1", "/id/event/support-1", "/id/article/a1"} <= set(links)
    assert (
        server.get("/entity", "text/html", iri=PERSON).text
        == server.get("/id/person/hostile-1", "text/html").text
    )


def test_office_and_its_holders(server: Served) -> None:
    parsed = page(server, "/id/office/hostile-1")
    assert "Holders" in parsed.text
    assert "/id/person/hostile-1" in parsed.links()
    assert "/id/country/PER" in parsed.links()


def test_article_marks_names_and_events_by_offset(server: Served) -> None:
    found = server.get("/id/article/a1", "text/html").text
    parsed = Parsed(found)
    assert SENTENCE in parsed.text
    assert TITLE in parsed.text
    assert "Nobody said <b>anything</b> else." in parsed.text
    mentions = [a["href"] for tag, a in parsed.tags if tag == "a" and "mention" in (a.get("class") or "")]
    assert mentions[-2:] == ["/id/person/hostile-1", "/id/country/PER"]
    assert re.search(r'<a class="trigger" href="#s-\S+" title="[^"]*">backed \(\.\*</a>', found)
    anchors = {a["id"] for _, a in parsed.tags if "id" in a}
    assert {link[1:] for link in parsed.links() if link.startswith("#")} - {"main", "text"} <= anchors
    assert not [link for link in parsed.links() if link.startswith("javascript")]


def test_an_article_whose_text_is_not_at_hand(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(folder, copy)
    (copy / "extractions.sqlite").unlink()
    with served(copy) as server:
        parsed = page(server, "/id/article/a1")
    assert "not at hand" in parsed.text
    assert SENTENCE in parsed.text


def test_event_and_fact(server: Served) -> None:
    for iri, words in ((SUPPORT, "Support"), (THREAT, "Alleged"), (FACT, "Holds office")):
        parsed = page(server, f"/id/{iri.removeprefix(BASE)}")
        assert words in parsed.text
        assert SENTENCE in parsed.text


def test_a_term_of_the_ontology(server: Served) -> None:
    assert "Person" in page(server, f"/entity?iri={quote(str(GP.Person))}").text


# The RDF behind a page


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_what_a_page_says_as_rdf(server: Served, media_type: str) -> None:
    found = server.get("/id/person/hostile-1", media_type)
    assert (found.status, found.media_type) == (200, media_type)
    graph = rdflib.Graph().parse(data=found.body, format=media_type)
    person, peru = rdflib.URIRef(PERSON), rdflib.URIRef(PERU)
    assert HOSTILE in {str(name) for name in graph.objects(person, rdflib.SKOS.prefLabel)}
    assert set(graph.subjects(GP.actor, person)) == {rdflib.URIRef(SUPPORT), rdflib.URIRef(THREAT)}
    assert (rdflib.URIRef(FACT), rdflib.RDF.object, rdflib.URIRef(OFFICE)) in graph
    assert SENTENCE in {str(text) for text in graph.objects(predicate=GP.text)}
    assert str(graph.value(peru, rdflib.SKOS.prefLabel)) == "Peru"
    assert server.get("/entity", media_type, iri=PERSON).body == found.body


def test_links_to_turtle_and_json_ld(server: Served) -> None:
    for path in ("/id/person/hostile-1", "/id/article/a1", "/id/event/support-1"):
        links = page(server, path).links()
        for format, media_type in (("turtle", "text/turtle"), ("jsonld", "application/ld+json")):
            link = f"{path}?format={format}"
            assert link in links
            assert server.get(link, "text/html").media_type == media_type
    article = server.get("/id/article/a1?format=turtle").text
    assert rdflib.Graph().parse(data=article, format="turtle").value(rdflib.URIRef(ARTICLE), GP.title)


# What is not there


@pytest.mark.parametrize(
    "path",
    ["/id/", "/id/person/nobody", "/id/../etc/passwd", "/id/%00", "/id/%ff", "/id/a%20b", "/entity?iri=x", "/nothing",
     "/assets/../application.py", "/assets/", "/assets/none.js", "/query?name=nothing",
     "/entity?iri=" + quote("> ?p ?o . <")],
)  # fmt: skip
def test_what_is_not_there_is_404(server: Served, path: str) -> None:
    for accept in ("", "text/html", "text/turtle"):
        found = server.ask("GET", path, headers={"Accept": accept})
        assert found.status == 404, found.text
        assert found.media_type == ("text/html" if accept == "text/html" else "text/plain")
        assert "Traceback" not in found.text


def test_odd_requests_do_no_harm(server: Served) -> None:
    assert server.ask("GET", "/entity").status == 400
    assert server.ask("POST", "/").status == 405
    assert server.ask("GET", "/?" + "x=1&" * 3000).status == 200
    for number in ("0", "-1", "99999999999999", "x", "٣", "²"):
        assert server.get("/search", page=number).status == 200
    assert server.ask("POST", "/labels", f'["{PERU}", "no iri", "http://x/y"]').json() == {
        PERU: ["Peru", "country"]
    }
    for body in ("", "{}", "[1]", "[", str(list(range(2000)))):
        assert server.ask("POST", "/labels", body).status == 400


# Who may ask


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "",
        "127.0.0.1@evil.example",
        "[evil]",
        "a b",
        "x:y",
    ],
)
def test_a_foreign_host_name_is_refused(server: Served, host: str) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D", "/assets/site.css"):
        found = server.ask("GET", path, headers={"Host": host})
        assert found.status in (400, 421)
        assert "ASK" not in found.text


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:1", "localhost.", "127.0.0.1", "192.0.2.7:80", "[::1]", "[::1]:8000"]
)
def test_own_names_and_addresses_are_answered(server: Served, host: str) -> None:
    assert server.ask("GET", "/", headers={"Host": host}).status == 200


def test_names_and_origins_can_be_allowed(folder: Path) -> None:
    with served(
        folder, "--allow-host", "graph.example", "--allow-origin", "https://notebook.example"
    ) as server:
        assert server.ask("GET", "/", headers={"Host": "graph.example:8000"}).status == 200
        assert server.ask("GET", "/", headers={"Host": "other.example"}).status == 421

        def told(origin: str) -> Reply:
            return server.ask("GET", "/sparql?query=ASK%7B%7D", headers={"Origin": origin})

        assert (
            told("https://notebook.example").headers["access-control-allow-origin"]
            == "https://notebook.example"
        )
        assert "access-control-allow-origin" not in told("https://evil.example").headers


# Marking and narrowing


def test_pieces_put_together_are_the_text() -> None:
    text = "Kerry met Lavrov in Geneva."
    marks = [Mark(0, 5, "mention"), Mark(6, 9, "trigger"), Mark(0, 27, "sentence"), Mark(4, 8, "mention")]
    found = pieces(text, 0, len(text), marks)
    assert "".join(piece.text for piece in found) == text
    assert [(piece.text, sorted(piece.marks)) for piece in found if len(piece.marks) > 1] == [
        ("Kerry", ["mention", "sentence"]),
        ("met", ["sentence", "trigger"]),
    ]
    assert [piece.text for piece in pieces(text, 3, 12, marks)] == ["ry", " ", "met", " La"]
    assert "sentence" in found[0].starts
    assert pieces("", 0, 0, []) == []


def test_names_are_marked_as_whole_words_the_longest_first() -> None:
    text = "Ahmet  Davutoğlu met Davutoğlu's aide; Davutoğluism (.* aside."
    found = name_marks(
        text, [("Davutoğlu", "b"), ("Ahmet Davutoğlu", "a"), ("(.*", "c"), ("", "d"), ("m", "e")]
    )
    assert [(text[mark.start : mark.end], mark.kind) for mark in found] == [
        ("Ahmet  Davutoğlu", "a"),
        ("Davutoğlu", "b"),
        ("(.*", "c"),
    ]


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_a_shipped_query_is_narrowed(server: Served, query: kg.query.NamedQuery) -> None:  # type: ignore[name-defined]
    variables = parameters(query)
    assert variables
    assert narrowed(query, {}) == narrowed(query, {"nothing": "x", variables[0]: " "}) == query.sparql
    every = server.sparql(query.sparql).json()
    for words in ('"\\ \n\u202e', "a"):
        found = server.sparql(narrowed(query, {variables[-1]: words, variables[0]: ""})).json()
        assert found["head"]["vars"] == every["head"]["vars"] == list(variables)
        wanted = [
            row
            for row in every["results"]["bindings"]
            if words in row.get(variables[-1], {}).get("value", "").lower()
        ]
        assert found["results"]["bindings"] == wanted
