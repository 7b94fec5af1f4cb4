"""The page as Dash's tutorial teaches: boundaries inside the figures, whole figures, one callback for all of them.

Served by gunicorn as ``bench.peers.textbook_app:server``.
"""

from dash import Dash, Input, Output, callback, dcc, html

from bench.peers import figures, tallies

tables = tallies.read_tables()
states = figures.boundaries(figures.STATES)
countries = figures.boundaries(figures.COUNTRIES)

VIEWS = ("state-map", "world-map", "issue-bars", "type-bars", "timeline")
OFFLINE = {"topojsonURL": "/assets/topojson/"}


def row(*views):
    graphs = [dcc.Graph(id=view, config=OFFLINE, style={"flex": "1"}) for view in views]
    return html.Div(graphs, style={"display": "flex"})


app = Dash(assets_folder=str(tallies.GEO))
app.layout = html.Div([html.H1("Engagements"), row(*VIEWS[:2]), row(*VIEWS[2:])])
server = app.server


@callback([Output(view, "figure") for view in VIEWS], Input("state-map", "clickData"))
def draw(click):
    state = click["points"][0]["location"] if click else None
    chosen = tables.of_state(state)
    by_state = tallies.by_state(tables.engagements)
    state_map = figures.state_map(by_state, states)
    if state:
        state_map.update_traces(selectedpoints=by_state.index[by_state["us_state"] == state])
    return (
        state_map,
        figures.world_map(tallies.by_country(chosen.engagements), countries),
        figures.issue_bars(tallies.by_issue(chosen.issues)),
        figures.type_bars(tallies.by_type(chosen.engagements)),
        figures.timeline(tallies.by_year(chosen.engagements)),
    )
