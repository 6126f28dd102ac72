"""Drawings with matplotlib: timelines and balances.

Colours are those of Okabe and Ito, which the colour-blind can tell apart; the kind of line, the hatching or the side of
the axis says the same once more. Cooperation is blue and above the line, conflict orange and below it. The same data
give the same drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kg.explore.timelines import CONFLICT, COOPERATION, FREQUENCIES, LEADERSHIP, REPORTED
from kg.extras import library
from kg.terminal import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.explore.timelines import About, Balance, Timeline

#: Column of a timeline → colour; what is done is darker than what is only said.
COLOURS = {
    "material_cooperation": "#0072b2",
    "verbal_cooperation": "#56b4e9",
    "material_conflict": "#d55e00",
    "verbal_conflict": "#f0a35e",
}
#: Of words that matter less.
FAINT = "#666666"

_TICKS = 12
#: A shorter timeline gets room to its sides, so that its bars do not become blocks.
_LEAST = 10

_CHANGE, _AT_REPORT = "change of leadership", "at the first report"
_LEGEND = [name.replace("_", " ") for name in COLOURS]
_LEGEND += ["cooperation", "conflict", "balance", _CHANGE, _AT_REPORT]


def draw_timeline(frame: Timeline, ax: Axes | None) -> Figure:
    """Bars: cooperation above the line, conflict below, hatched where an event stands at its first report."""
    ax = new_axes(ax, (11, 4.2))
    x = range(len(frame))
    hatched = [suffix for suffix in ("", REPORTED) if LEADERSHIP + suffix in frame]
    for side, columns in ((1, COOPERATION), (-1, CONFLICT)):
        below = [0] * len(frame)
        for suffix in hatched:
            for name in columns:
                counts = [side * int(n) for n in frame[name + suffix]]
                _bars(ax, counts, below, name, is_report=bool(suffix))
                below = [b + n for b, n in zip(below, counts, strict=True)]
    changes = frame[[LEADERSHIP + suffix for suffix in hatched]].sum(axis=1)
    at = [place for place in x if changes.iloc[place]]
    if at:
        ax.plot(
            at,
            [0] * len(at),
            "D",
            color="white",
            markeredgecolor="black",
            label=_CHANGE,
            zorder=4,
            clip_on=False,
        )
    if len(hatched) > 1:
        ax.bar(0, 0, facecolor="white", edgecolor=FAINT, hatch="////", label=_AT_REPORT)
    ax.locator_params(axis="y", integer=True)
    _finish(ax, frame.index, frame.about, "events")
    return figure_of(ax)


def draw_balance(frame: Balance, ax: Axes | None) -> Figure:
    """Bars of scores, cooperation above the line and conflict below, with their sum as a diamond."""
    ax = new_axes(ax, (11, 4.2))
    nothing = [0.0] * len(frame)
    _bars(ax, list(frame["cooperation"]), nothing, "material_cooperation", label="cooperation")
    _bars(ax, list(frame["conflict"]), nothing, "material_conflict", label="conflict")
    happened = (frame["n_cooperation"] + frame["n_conflict"]) > 0
    at = [place for place, n in enumerate(happened) if n]
    if at:
        values = frame["balance"][happened]
        ax.plot(at, values, "D", color="black", markersize=5, label="balance", zorder=4)
    _finish(ax, frame.index, frame.about, "sum of PLOVER scores")
    return figure_of(ax)


def _bars(
    ax: Axes,
    heights: Sequence[float],
    below: Sequence[float],
    name: str,
    *,
    is_report: bool = False,
    label: str | None = None,
) -> None:
    # Bars without height would be thousands in a timeline of days.
    at = [place for place, height in enumerate(heights) if height]
    label = label or name.replace("_", " ")
    known = ax.get_legend_handles_labels()[1]
    colour = COLOURS[name]
    ax.bar(
        at,
        [heights[place] for place in at],
        # In a long timeline a bar of its own width would be too thin to see.
        width=max(0.8, len(heights) / 300),
        bottom=[below[place] for place in at],
        facecolor="white" if is_report else colour,
        edgecolor=colour if is_report else "white",
        hatch="////" if is_report else None,
        linewidth=0.6,
        label=label if at and label not in known else None,
        zorder=3,
    )


def _finish(ax: Axes, index: Any, about: About, what: str) -> None:
    title = plain_text(titled(about.title, about.statuses))
    ax.set_title(title, loc="left", fontweight="bold", pad=26, parse_math=False)
    ax.axhline(0, color="black", linewidth=0.9, zorder=3)
    ax.grid(axis="y", color="#e5e5e5", linewidth=0.7, zorder=0)
    ax.spines[["top", "right", "bottom", "left"]].set_visible(False)
    ax.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    ax.tick_params(length=0)
    ax.set_ylabel(f"{what}\n← conflict    cooperation →")
    word = FREQUENCIES[about.freq]
    ax.set_xlabel(word)
    if not len(index):
        ax.set(xticks=[], yticks=[])
        ax.text(0.5, 0.5, "no event that can be dated so", transform=ax.transAxes, ha="center", color=FAINT)
    step = max(1, -(-len(index) // _TICKS))
    places = range(0, len(index), step)
    ax.set_xticks(places, [str(index[place]) for place in places])
    spare = max(0, _LEAST - len(index)) / 2
    ax.margins(y=0.07)
    ax.set_xlim(-0.7 - spare, len(index) - 0.3 + spare)
    low, high = ax.get_ylim()
    ax.set_ylim(min(low, -1), max(high, 1))
    handles, labels = ax.get_legend_handles_labels()
    drawn = dict(zip(labels, handles, strict=True))
    shown = {label: drawn[label] for label in _LEGEND if label in drawn}
    if shown:
        legend = ax.legend(
            list(shown.values()),
            list(shown),
            frameon=False,
            ncols=6,
            columnspacing=1.2,
            handlelength=1.5,
            fontsize=9,
            borderpad=0.2,
            loc="lower left",
        )
        legend.set_bbox_to_anchor((-0.01, 0.99), transform=ax.transAxes)
    if about.left_out:
        left_out = "1 event" if about.left_out == 1 else f"{about.left_out} events"
        note = f"{left_out} more: the articles do not date them to the {word}"
        ax.annotate(
            note,
            (1, 0),
            xytext=(0, -34),
            xycoords="axes fraction",
            textcoords="offset points",
            ha="right",
            va="top",
            fontsize=8,
            color=FAINT,
        )


def titled(title: str, statuses: Sequence[str]) -> str:
    """``title``, and the statuses if they are not the usual one: what is drawn must not look as if it had happened."""
    return title if list(statuses) == ["Asserted"] else f"{title}: {', '.join(statuses).lower()}"


def plain_text(text: str) -> str:
    """Without what would turn the direction of writing; line breaks stay."""
    return "\n".join(map(printable, text.split("\n")))


def new_axes(ax: Axes | None, size: tuple[float, float]) -> Axes:
    """``ax``, or the axes of a new figure of ``size`` inches.

    :raises KgError: if matplotlib is not installed.
    """
    plt = library("matplotlib.pyplot")
    if ax is not None:
        return ax
    made: Axes = plt.subplots(figsize=size, layout="constrained", facecolor="white")[1]
    return made


def figure_of(ax: Axes) -> Figure:
    """The figure to return: a notebook shows it as the value of a cell, and not once more at the cell's end."""
    plt = library("matplotlib.pyplot")
    figure = ax.get_figure(root=True)
    assert figure is not None  # axes without one cannot be drawn into
    if "inline" in plt.get_backend():
        plt.close(figure)
    return figure
