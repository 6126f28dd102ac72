"""What notebooks show of a graph and draw: an actor, two actors, the network around them, how it all changes.

The module :mod:`kg.explore.questions` has the questions; networks and paths are networkx graphs, timelines and balances
pandas frames, each with a ``plot()``. Only what draws needs matplotlib, and only :mod:`kg.explore.timelines` pandas.
"""
