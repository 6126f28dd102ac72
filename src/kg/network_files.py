"""A projection as a file that tools for networks open."""

from __future__ import annotations

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter


def graphml(graph: nx.MultiDiGraph) -> str:
    """``graph`` as GraphML, which Gephi, Cytoscape and yEd open."""
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def gexf(graph: nx.MultiDiGraph) -> str:
    """``graph`` as GEXF 1.2, which Gephi opens.

    An edge's ``type`` becomes ``event_type``, since GEXF's own ``type`` says whether the edge is directed.
    """
    renamed = nx.MultiDiGraph()
    renamed.add_nodes_from(graph.nodes(data=True))
    for source, target, key, data in graph.edges(keys=True, data=True):
        attributes = {"event_type" if name == "type" else name: value for name, value in data.items()}
        renamed.add_edge(source, target, key=key, **attributes)
    writer = GEXFWriter(renamed)
    # The day of writing would make two exports of one graph differ.
    writer.xml.find("meta").attrib.pop("lastmodifieddate")
    return f"{writer}\n"
