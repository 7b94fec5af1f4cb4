"""The five figures as Plotly Express makes them from counts; how a click on a state redraws them is each peer's own.

``shapes`` is what Plotly takes as ``geojson``: the boundaries themselves or an address that the browser fetches once.
"""

from __future__ import annotations

import json

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

from bench.peers.tallies import GEO

STATES, COUNTRIES = "states.json", "countries.json"
HEIGHT = 400
MARGIN = {"l": 0, "r": 0, "t": 30, "b": 0}

Shapes = dict | str


def boundaries(name: str) -> dict:
    """The boundaries as GeoJSON."""
    return json.loads((GEO / name).read_text(encoding="utf-8"))


def state_map(counts: pd.DataFrame, shapes: Shapes) -> go.Figure:
    """U.S. states by their number of engagements; ``customdata`` is the state."""
    figure = _choropleth(counts, "us_state", shapes, "state-map")
    return figure.update_geos(scope="usa", projection_type="albers usa", visible=False)


def world_map(counts: pd.DataFrame, shapes: Shapes) -> go.Figure:
    """Countries by their number of engagements."""
    figure = _choropleth(counts, "country", shapes, "world-map")
    return figure.update_geos(projection_type="equal earth", lataxis_range=[-59, 84], visible=False)


def _choropleth(counts: pd.DataFrame, place: str, shapes: Shapes, name: str) -> go.Figure:
    figure = px.choropleth(
        counts, geojson=shapes, locations=place, featureidkey="id", color="count", custom_data=[place], height=HEIGHT
    )
    return figure.update_layout(meta=name, margin=MARGIN, clickmode="event+select")


def issue_bars(counts: pd.DataFrame) -> go.Figure:
    """A bar for each issue."""
    return px.bar(counts, x="count", y="issue", orientation="h", height=HEIGHT).update_layout(
        meta="issue-bars", margin=MARGIN
    )


def type_bars(counts: pd.DataFrame) -> go.Figure:
    """A bar for each engagement type."""
    return px.bar(counts, x="count", y="type", orientation="h", height=HEIGHT).update_layout(
        meta="type-bars", margin=MARGIN
    )


def timeline(counts: pd.DataFrame) -> go.Figure:
    """Bars by year, stacked by family."""
    return px.bar(counts, x="year", y="count", color="family", height=HEIGHT).update_layout(
        meta="timeline", margin=MARGIN
    )
