"""The page with Vizro: a filter on the states that targets four graphs, set by clicks on the fifth.

Boundaries are fetched by the browser, not sent with each figure. Served by gunicorn as
``bench.peers.vizro_app:server``.
"""

import vizro.actions as va
import vizro.models as vm
from vizro import Vizro
from vizro.managers import data_manager
from vizro.models.types import capture

from bench.peers import figures, tallies

tables = tallies.read_tables()
data_manager["engagements"] = tables.engagements
data_manager["issues"] = tables.issues

OFFLINE = {"config": {"topojsonURL": "/assets/topojson/"}}


@capture("graph")
def state_map(data_frame, custom_data):
    return figures.state_map(tallies.by_state(data_frame), f"/assets/{figures.STATES}")


@capture("graph")
def world_map(data_frame):
    return figures.world_map(tallies.by_country(data_frame), f"/assets/{figures.COUNTRIES}")


@capture("graph")
def issue_bars(data_frame):
    return figures.issue_bars(tallies.by_issue(data_frame))


@capture("graph")
def type_bars(data_frame):
    return figures.type_bars(tallies.by_type(data_frame))


@capture("graph")
def timeline(data_frame):
    return figures.timeline(tallies.by_year(data_frame))


page = vm.Page(
    title="Engagements",
    layout=vm.Grid(grid=[[0, 0, 0, 1, 1, 1], [2, 2, 3, 3, 4, 4]]),
    components=[
        vm.Graph(
            id="state-map",
            figure=state_map("engagements", custom_data=["us_state"]),
            actions=va.set_controls(controls="state", value="us_state"),
            extra=OFFLINE,
        ),
        vm.Graph(id="world-map", figure=world_map("engagements"), extra=OFFLINE),
        vm.Graph(id="issue-bars", figure=issue_bars("issues")),
        vm.Graph(id="type-bars", figure=type_bars("engagements")),
        vm.Graph(id="timeline", figure=timeline("engagements")),
    ],
    controls=[
        vm.Filter(id="state", column="us_state", targets=["world-map", "issue-bars", "type-bars", "timeline"]),
    ],
)

app = Vizro(assets_folder=str(tallies.GEO), serve_locally=True).build(vm.Dashboard(pages=[page]))
server = app.dash.server
