"""What notebooks show and draw: marked sentences, timelines, balances, networks and paths of a small graph."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import networkx as nx
import pandas as pd
import pyoxigraph as ox
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import kg
from kg import analysis
from kg.errors import KgError
from kg.explore.network import Network
from kg.explore.network import Path as NetworkPath
from kg.explore.network_plots import LINES
from kg.explore.plots import COLOURS
from kg.explore.timelines import Balance, Timeline
from kg.folder import Settings, write_settings
from kg.marking import marks
from kg.markup import Html, escaped, link, table
from kg.store import Store
from sample_graph import HOSTILE, ID, PREFIXES, TRIG, hostile

mpl.use("Agg")

BASE = "https://w3id.org/geopolitics-kg/id/"

#: More dealings of Mali and France, and two men and a town of one name.
MORE = """
id:events {
  id:e-denied a gp:Assault ; gp:actor id:mali ; gp:recipient id:france ; gp:status gp:Negated ;
    gp:date "2022-08-15"^^xsd:date ; gp:earliest "2022-08-15"^^xsd:date ; gp:latest "2022-08-15"^^xsd:date ;
    gp:quad gp:MaterialConflict ; gp:intensity -9.0 ; gp:confidence 0.9 ; gp:evidence id:s3 .
  id:e-talks a gp:Consultation ; gp:actor id:mali, id:france ; gp:status gp:Asserted ;
    gp:date "2022-10-02"^^xsd:date ; gp:earliest "2022-10-02"^^xsd:date ; gp:latest "2022-10-02"^^xsd:date ;
    gp:quad gp:VerbalCooperation ; gp:intensity 2.5 ; gp:confidence 0.9 ; gp:trigger "talked" ;
    gp:triggerAt id:t4 ; gp:evidence id:s4 .
  id:e-both a gp:Accusation ; gp:actor id:kerry ; gp:recipient id:mali, id:france ; gp:status gp:Asserted ;
    gp:date "2022-09-01"^^xsd:date ; gp:earliest "2022-09-01"^^xsd:date ; gp:latest "2022-09-01"^^xsd:date ;
    gp:quad gp:VerbalConflict ; gp:intensity -3.0 ; gp:confidence 0.9 ; gp:evidence id:s3 .
}
id:a2 { id:t4 a gp:Passage ; gp:article id:a2 ; gp:start 100 ; gp:end 104 ; gp:text "sent" . }
id:entities {
  id:father a gp:Person, gp:Actor ; skos:prefLabel "Suleiman Frangieh (1910-1992)" ; skos:altLabel "Frangieh" .
  id:son a gp:Person, gp:Actor ; skos:prefLabel "Suleiman Frangieh" ; skos:altLabel "Frangieh" .
  id:city a gp:City, gp:Place ; skos:prefLabel "Paris" .
}
"""


def graph_of(folder: Path, trig: str) -> kg.KnowledgeGraph:
    """A graph on disk with these quads."""
    write_settings(folder, Settings(BASE, "a_model", "abc"))
    quads: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(trig, format=ox.RdfFormat.TRIG):
        quads.setdefault(quad.graph_name.value, []).append(quad)
    with Store.open(folder, read_only=False) as store:
        store.change([], [quad for all_ in quads.values() for quad in all_])
    return kg.open(folder)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    return graph_of(tmp_path_factory.mktemp("graph"), TRIG + MORE)


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    return graph_of(tmp_path_factory.mktemp("evil"), hostile())


def bars(figure: Figure) -> dict[tuple[float, str], float]:
    """Place and colour of each bar → its height; what is hatched has its edge for a colour."""
    (axes,) = figure.axes
    found: dict[tuple[float, str], float] = {}
    for bar in axes.patches:
        if bar.get_height():
            colour = to_hex(bar.get_edgecolor() if bar.get_hatch() else bar.get_facecolor())
            place = round(bar.get_x() + bar.get_width() / 2)
            found[place, colour + (" hatched" if bar.get_hatch() else "")] = bar.get_height()
    return found


def said(figure: Figure) -> str:
    """All words of a figure."""
    return "\n".join(text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_text())


# Timelines


def test_a_timeline_counts_by_period_and_side(sample: kg.KnowledgeGraph) -> None:
    timeline = sample.timeline("Mali", "France", freq="M")
    assert isinstance(timeline, Timeline) and isinstance(timeline, pd.DataFrame)
    assert list(map(str, timeline.index)) == ["2022-08", "2022-09", "2022-10"]
    assert timeline.index.dtype == pd.PeriodDtype("M")
    # The accusation and the talks; not the alleged strike, the denied one, the undated aid, nor what a third one did.
    assert timeline["verbal_conflict"].tolist() == [1, 0, 0]
    assert timeline["verbal_cooperation"].tolist() == [0, 0, 1]
    assert timeline.to_numpy().sum() == 2
    assert timeline.about.left_out == 1
    assert [event.type for event in timeline.about.events] == ["Accusation", "Consultation"]


def test_a_timeline_of_one_actor_has_all_it_takes_part_in(sample: kg.KnowledgeGraph) -> None:
    timeline = sample.timeline("MLI", freq="M")
    assert timeline["verbal_conflict"].tolist() == [1, 1, 0]
    changes = sample.timeline("Keita", freq="Y")["leadership_change"]
    assert changes.to_dict() == {pd.Period("2020", "Y"): 1}
    everything = sample.timeline(freq="Y")
    assert (str(everything.index[0]), str(everything.index[-1]), everything.to_numpy().sum()) == (
        "2013",
        "2022",
        5,
    )


def test_an_event_stands_in_a_period_only_if_it_is_dated_so(sample: kg.KnowledgeGraph) -> None:
    alleged = {freq: sample.timeline("France", "Mali", freq=freq, status="Alleged") for freq in "MQY"}
    assert [len(timeline) for timeline in alleged.values()] == [0, 0, 1]  # it is dated to the year
    assert [timeline.about.left_out for timeline in alleged.values()] == [1, 1, 0]
    assert alleged["M"].dtypes.equals(alleged["Y"].dtypes)


def test_what_has_no_date_can_stand_at_its_first_report(sample: kg.KnowledgeGraph) -> None:
    timeline = sample.timeline("Mali", "France", freq="M", undated="report")
    assert timeline["material_cooperation"].sum() == 0
    assert timeline["material_cooperation_reported"].to_dict()[pd.Period("2022-08", "M")] == 1
    assert timeline.about.left_out == 0


def test_what_is_negated_never_counts_as_done(sample: kg.KnowledgeGraph) -> None:
    assert sample.timeline("Mali", "France")["material_conflict"].sum() == 0
    denied = sample.timeline("Mali", "France", status="Negated")
    assert denied["material_conflict"].tolist() == [1]
    assert "negated" in said(denied.plot())
    for status in (["Asserted", "Negated"], "Perhaps"):
        with pytest.raises(KgError, match="status"):
            sample.timeline("Mali", status=status)
        with pytest.raises(KgError, match="status"):
            sample.ego("Mali", status=status)


def test_a_timeline_is_a_frame_of_pandas(sample: kg.KnowledgeGraph) -> None:
    timeline = sample.timeline("Mali", "France", freq="M")
    part = timeline["2022-09":]
    assert isinstance(part, Timeline) and part.about.title == "Mali and France, by month"
    assert type(timeline[["verbal_conflict"]]) is pd.DataFrame
    assert type(timeline.sum(axis=1)) is pd.Series
    assert not isinstance(timeline.reset_index().plot(), Figure)  # it has no periods
    assert len(timeline.plot.bar().patches) > 0
    assert not isinstance(timeline.plot(kind="line"), Figure)
    assert pd.concat([timeline, timeline]).to_numpy().sum() == 4


def test_bars_are_the_numbers(sample: kg.KnowledgeGraph) -> None:
    figure = sample.timeline("Mali", "France", freq="M", undated="report").plot()
    assert isinstance(figure, Figure)
    assert bars(figure) == {
        (0, COLOURS["verbal_conflict"]): -1,
        (0, COLOURS["material_cooperation"] + " hatched"): 1,
        (2, COLOURS["verbal_cooperation"]): 1,
    }
    (axes,) = figure.axes
    assert axes.get_title(loc="left") == "Mali and France, by month"
    assert axes.get_xlabel() == "month"
    assert "cooperation" in axes.get_ylabel() and "conflict" in axes.get_ylabel()
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["2022-08", "2022-09", "2022-10"]
    assert not any(tick.get_text().startswith(("-", "−")) for tick in axes.get_yticklabels())
    assert "at the first report" in said(figure)
    assert "1 event more" in said(sample.timeline("Mali", "France", freq="M").plot())
    assert "no event that can be dated so" in said(sample.timeline("Kerry", "Lavrov", until="2000").plot())
    assert "change of leadership" in said(sample.timeline("Keita", freq="Y").plot())


def test_axes_of_ones_own_are_drawn_into(sample: kg.KnowledgeGraph) -> None:
    figure = Figure()
    above, below = figure.subplots(2)
    assert sample.timeline("Mali").plot(ax=above) is figure
    assert sample.balance("Mali", "France").plot(ax=below) is figure
    assert above.patches and below.patches


def test_a_balance_adds_scores(sample: kg.KnowledgeGraph) -> None:
    balance = sample.balance("mali", "FR", freq="M")
    assert isinstance(balance, Balance)
    assert balance["n_conflict"].tolist() == [1, 0, 0]
    assert balance["n_cooperation"].tolist() == [0, 0, 1]
    assert balance["balance"].tolist() == [-3.0, 0.0, 2.5]
    figure = balance.plot()
    assert bars(figure) == {
        (0, COLOURS["material_conflict"]): -3.0,
        (2, COLOURS["material_cooperation"]): 2.5,
    }
    (diamonds,) = [line for line in figure.axes[0].lines if line.get_label() == "balance"]
    assert diamonds.get_xydata().tolist() == [[0, -3.0], [2, 2.5]]
    assert sample.balance("France", "Mali", freq="M").to_numpy().tolist() == balance.to_numpy().tolist()
    assert sample.balance("Mali", "France", freq="Y", undated="report")["balance"].tolist() == [9.5]


# Names


def test_an_actor_has_any_spelling(sample: kg.KnowledgeGraph) -> None:
    for name in ("FRANCE", "FRA", "FR", ID + "france"):
        assert sample.entity(name).iri == ID + "france"
    assert sample.entity("Paris").iri == ID + "france"  # the one of that name that acts
    assert sample.entity("davutoglu").label == "Ahmet Davutoğlu"
    assert sample.entity("Suleiman Frangieh").iri == ID + "son"
    assert [event.type for event in sample.events(actor="MLI")] == [
        event.type for event in sample.events(actor="Mali")
    ]


def test_a_name_of_several_is_no_guess(sample: kg.KnowledgeGraph) -> None:
    with pytest.raises(KgError) as error:
        sample.timeline("Frangieh")
    message = str(error.value)
    assert "\n" not in message
    assert "Suleiman Frangieh (1910-1992) (Person, 0 events)" in message
    assert f"<{ID}son>" in message and f"<{ID}father>" in message


@pytest.mark.parametrize("ask", ["timeline", "ego", "entity"])
def test_a_name_of_nobody_gets_suggestions(ask: str, sample: kg.KnowledgeGraph) -> None:
    with pytest.raises(KgError, match=r"closest names are .*Lavrov"):
        getattr(sample, ask)("Lavrow")
    with pytest.raises(KgError, match='no actor "fr"'):
        getattr(sample, ask)("fr")  # a code is written in capitals


@pytest.mark.parametrize(
    ("ask", "arguments", "words"),
    [
        ("timeline", {"actor": "Mali", "freq": "month"}, '"M" .month.'),
        ("timeline", {"actor": "Mali", "undated": "guess"}, "undated"),
        ("timeline", {"actor": "Mali", "other": "MLI"}, "one and the same"),
        ("balance", {"a": "Mali", "b": "Bamako"}, "one and the same"),
        ("path", {"a": "Mali", "b": "Bamako"}, "one and the same"),
        ("ego", {"actor": "Mali", "radius": -1}, "radius"),
        ("ego", {"actor": "Mali", "kinds": "events"}, "kinds"),
        ("ego", {"actor": "Mali", "since": "yesterday"}, "is not a day"),
        ("ego", {"actor": ID + "father"}, "takes part in nothing"),
    ],
)
def test_options_that_mean_nothing_are_refused(
    ask: str, arguments: dict, words: str, sample: kg.KnowledgeGraph
) -> None:
    with pytest.raises(KgError, match=words):
        getattr(sample, ask)(**arguments)


# Networks


def labels(network: nx.Graph) -> set[str]:
    return {label for _, label in network.nodes(data="label")}


def test_an_ego_reaches_so_far(sample: kg.KnowledgeGraph) -> None:
    ego = sample.ego("Mali", kinds=["event"])
    assert isinstance(ego, Network) and isinstance(ego, nx.MultiDiGraph)
    assert labels(ego) == {"Mali", "France", "John Kerry"}
    assert {data["status"] for _, _, data in ego.edges(data=True)} == {"Asserted"}
    assert labels(sample.ego("Mali", 2, kinds=["event"])) == labels(ego) | {
        "Sergey Lavrov",
        "Ahmet Davutoğlu",
    }
    assert labels(sample.ego("Mali", 0)) == {"Mali"}
    assert "President of Mali" in labels(sample.ego("Mali"))
    assert labels(sample.ego("Mali", kinds=["event"], status="Alleged")) == {"Mali", "France"}
    assert isinstance(ego.copy(), Network) and isinstance(ego.subgraph([ID + "mali"]), Network)
    assert isinstance(sample.project(), Network)
    assert "3 actors" in ego._repr_html_()


def test_lines_of_a_network_have_signs(sample: kg.KnowledgeGraph) -> None:
    figure = sample.ego("Mali").plot()
    (axes,) = figure.axes
    drawn = sorted(
        (to_hex(line.get_color()), line.get_linestyle()) for line in axes.lines if len(line.get_xdata())
    )
    cooperation, conflict, fact = (LINES[kind][:2] for kind in ("cooperation", "conflict", "fact"))
    # Mali and France have 10 − 3 + 2.5; Kerry accuses both; an office.
    assert drawn == sorted([cooperation, conflict, conflict, fact])
    assert {"Mali", "France", "John Kerry", "President of Mali", "country", "person"} <= set(
        said(figure).split("\n")
    )
    assert axes.get_title(loc="left") == "Mali and those around"
    assert "alleged" in sample.ego("Mali", status="Alleged").plot().axes[0].get_title(loc="left")


def test_a_large_network_shows_its_strongest_part(sample: kg.KnowledgeGraph) -> None:
    network = sample.project()
    figure = network.plot(max_nodes=3, communities=analysis.communities(network))
    assert f"of {len(network)} with most events" in said(figure)
    assert "Mali" in said(figure) and "community 1" in said(figure)
    with pytest.raises(KgError, match="max_nodes"):
        network.plot(max_nodes=0)
    assert "nobody" in said(Network().plot())


def test_a_path_has_its_sentences(sample: kg.KnowledgeGraph) -> None:
    path = sample.path("Lavrov", "MLI")
    assert isinstance(path, NetworkPath) and isinstance(path, nx.MultiDiGraph)
    assert [data["label"] for _, data in path.nodes(data=True)] == ["Sergey Lavrov", "John Kerry", "Mali"]
    assert [(step.source_label, step.target_label) for step in path.steps] == [
        ("Sergey Lavrov", "John Kerry"),
        ("John Kerry", "Mali"),
    ]
    assert "Lavrov met Kerry" in said(path.plot())
    assert "Lavrov met Kerry" in path._repr_html_()
    none = sample.path("Lavrov", "Keita", kinds=["event"])
    assert (len(none), none.size(), none.steps) == (2, 0, [])
    assert "Nothing links" in none._repr_html_() and "nothing links" in said(none.plot())


def test_drawings_do_not_vary(sample: kg.KnowledgeGraph) -> None:
    network = sample.project()
    first, second = (
        [line.get_xydata().tolist() for line in network.plot().axes[0].lines if len(line.get_xdata())]
        for _ in range(2)
    )
    assert first == second


# What a notebook shows


def test_a_sentence_has_its_words_marked(sample: kg.KnowledgeGraph) -> None:
    (talks,) = sample.events("Consultation", since="2022")
    (sentence,) = talks.sentences
    marked = {sentence.text[mark.start : mark.end]: mark.role for mark in sentence.marks}
    assert marked == {"Paris": "actor", "sent": "trigger", "Bamako": "actor"}
    page = talks._repr_html_()
    assert '<b title="actor"' in page and '<i title="trigger"' in page
    assert "Bamako turns on its old ally" in page and "href" not in page  # javascript: is no link
    (denied,) = sample.events(status="Negated")
    assert "✗ negated" in denied._repr_html_()


def test_marks_are_words_and_do_not_overlap() -> None:
    text = "Ann Lee's Annex: Ann Lee met Lee (again)."
    found = marks(text, [(25, 28)], ["Ann Lee", "Ann"], ["Lee", "(again", ""])
    assert [(text[m.start : m.end], m.role) for m in found] == [
        ("Ann Lee", "actor"),
        ("Ann Lee", "actor"),
        ("met", "trigger"),
        ("Lee", "recipient"),
        ("(again", "recipient"),
    ]
    assert marks("abc", [(-1, 2), (2, 9), (1, 1)], ["a"], []) == ()


def test_the_first_rows_and_counts_are_shown(sample: kg.KnowledgeGraph) -> None:
    page = sample.events()._repr_html_()
    assert "<b>9 events</b>" in page and "6 asserted" in page and "3 accusation" not in page
    assert page.count("<tr>") == 10
    page = sample._repr_html_()
    for words in (
        "articles",
        "entities",
        "4 person" if False else "person",
        "events",
        "asserted",
        "most active",
    ):
        assert words in page
    assert "Davutoğlu" in sample.entity("davutoglu")._repr_html_()
    assert "social democracy" in sample.facts()._repr_html_()


def test_hostile_text_shows_as_text(evil: kg.KnowledgeGraph) -> None:
    network = evil.project()
    pages = [
        evil._repr_html_(),
        evil.events()._repr_html_(),
        evil.events()[0]._repr_html_(),
        evil.entities()._repr_html_(),
        evil.entities()[0]._repr_html_(),
        evil.facts()._repr_html_(),
        evil.query("SELECT ?name { ?x skos:prefLabel ?name }")._repr_html_(),
        network._repr_html_(),
        evil.path(ID + "x", "Peru")._repr_html_(),
    ]
    for page in pages:
        assert (
            "<img" not in page
            and "<script" not in page
            and "</script" not in page
            and "javascript:" not in page
        )
    assert "&lt;img src=x onerror" in pages[1]
    for figure in (network.plot(), evil.timeline(ID + "x").plot(), evil.path(ID + "x", "Peru").plot()):
        figure.canvas.draw()
        assert "\u202e" not in said(figure)


def test_markup_escapes_and_breaks_long_words() -> None:
    assert escaped('<a href="x">&\x00') == "&lt;a href=&quot;x&quot;&gt;&amp; "
    assert escaped(HOSTILE).startswith('<bdi dir="auto">')
    assert escaped(Html("<b>")) == "<b>"
    assert "overflow-wrap:anywhere" in table(["x"], [["a" * 10_000]], 1)
    assert "<a" not in link("javascript:alert(1)", "x") and "<a" not in link('https://x"onclick=', "x")
    assert 'href="https://example.org/?a=1&amp;b=2"' in link("https://example.org/?a=1&b=2", "x")


def test_dollars_are_no_mathematics(tmp_path: Path) -> None:
    trig = PREFIXES + (
        'id:g { id:x a gp:Company ; skos:prefLabel "Cash$ {_^} \\\\frac$" . '
        'id:y a gp:Country ; skos:prefLabel "Peru" . '
        "id:e a gp:Aid ; gp:actor id:x ; gp:recipient id:y ; gp:status gp:Asserted ; gp:quad gp:MaterialCooperation . }"
    )
    graph = graph_of(tmp_path, trig)
    for figure in (
        graph.ego("Peru").plot(),
        graph.timeline(ID + "x").plot(),
        graph.path(ID + "x", "Peru").plot(),
    ):
        figure.canvas.draw()
        assert "Cash$" in said(figure)


@pytest.mark.parametrize(
    ("missing", "code", "words"),
    [
        ("pandas", "graph.timeline('Mali')", "needs pandas: pip install 'geopolitics-kg[notebook]'"),
        ("pandas", "graph.events().to_dataframe()", "needs pandas: pip install 'geopolitics-kg[notebook]'"),
        ("polars", "graph.events().to_polars()", "needs polars: pip install 'geopolitics-kg[polars]'"),
        (
            "matplotlib",
            "graph.ego('Mali').plot()",
            "needs matplotlib: pip install 'geopolitics-kg[notebook]'",
        ),
    ],
)
def test_a_missing_library_is_one_clear_line(
    missing: str, code: str, words: str, sample: kg.KnowledgeGraph
) -> None:
    program = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        f"import kg; graph = kg.open({str(sample.folder)!r})\n"
        "graph._repr_html_(); graph.events()._repr_html_(); graph.path('Lavrov', 'Mali')._repr_html_()\n"
        f"try: {code}\nexcept kg.KgError as error: print(error)"
    )
    source = str(Path(kg.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": source},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"this {words}\n"
