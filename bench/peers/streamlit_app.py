"""The page with Streamlit: the script runs anew at each click, with the table kept between runs.

Boundaries are fetched by the browser, not sent with each figure. ``streamlit run`` serves it, with static files.
"""

import streamlit as st

from bench.peers import figures, tallies

STATIC = "/app/static"
OFFLINE = {"topojsonURL": f"{STATIC}/topojson/"}

st.set_page_config(page_title="Engagements", layout="wide")


@st.cache_resource
def tables():
    return tallies.read_tables()


@st.cache_resource
def state_map():
    return figures.state_map(tallies.by_state(tables().engagements), f"{STATIC}/{figures.STATES}")


left, right = st.columns(2)
event = left.plotly_chart(state_map(), key="state-map", on_select="rerun", selection_mode="points", config=OFFLINE)
points = event.selection.points
chosen = tables().of_state(points[0]["location"] if points else None)

world_map = figures.world_map(tallies.by_country(chosen.engagements), f"{STATIC}/{figures.COUNTRIES}")
right.plotly_chart(world_map, key="world-map", config=OFFLINE)

issues, types, years = st.columns(3)
issues.plotly_chart(figures.issue_bars(tallies.by_issue(chosen.issues)), key="issue-bars")
types.plotly_chart(figures.type_bars(tallies.by_type(chosen.engagements)), key="type-bars")
years.plotly_chart(figures.timeline(tallies.by_year(chosen.engagements)), key="timeline")
