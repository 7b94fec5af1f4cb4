"""The page with Panel: a pane for each figure, and a watcher of clicks that gives four of them new figures at once.

Boundaries are fetched by the browser, not sent with each figure. ``panel serve`` serves it, with static files.
"""

import panel as pn

from bench.peers import figures, tallies

STATIC = "/geo"
OFFLINE = {"topojsonURL": f"{STATIC}/topojson/"}

pn.extension("plotly", sizing_mode="stretch_width")

tables = pn.cache(tallies.read_tables)()


def drawn(state):
    chosen = tables.of_state(state)
    return (
        figures.world_map(tallies.by_country(chosen.engagements), f"{STATIC}/{figures.COUNTRIES}"),
        figures.issue_bars(tallies.by_issue(chosen.issues)),
        figures.type_bars(tallies.by_type(chosen.engagements)),
        figures.timeline(tallies.by_year(chosen.engagements)),
    )


state_map = pn.pane.Plotly(
    figures.state_map(tallies.by_state(tables.engagements), f"{STATIC}/{figures.STATES}"), config=OFFLINE
)
others = [pn.pane.Plotly(figure, config=OFFLINE) for figure in drawn(None)]


@pn.io.hold()
def choose(event):
    state = event.new["points"][0]["location"] if event.new else None
    for pane, figure in zip(others, drawn(state), strict=True):
        pane.object = figure


state_map.param.watch(choose, "click_data")
pn.Column("# Engagements", pn.Row(state_map, others[0]), pn.Row(*others[1:])).servable()
