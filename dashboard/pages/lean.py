"""The explorer and the pages of single subjects, each in full or, where the address asks for it, as a lean page.

How each looks is in ``explore``, ``profile`` and ``embed``; here is only which of them it is.
"""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard.pages import embed, explore, profile, said
from dashboard.pages.links import keeping
from dashboard.profile import profile_of
from dashboard.scene import Scene
from dashboard.subjects import Subject


def explorer(scene: Scene) -> Component:
    """The explorer for an address."""
    return embed.layout(scene) if scene.address.look.embed else explore.layout(scene)


def subject_page(scene: Scene, subject: Subject) -> Component:
    """The page of a subject for an address, which is narrowed to it."""
    return embed.layout(scene) if scene.address.look.embed else profile.layout(scene, subject)


def around(scene: Scene) -> tuple[list[Component], list[Component]]:
    """What stands above the views, and below them."""
    if scene.address.look.embed:
        return embed.words(scene), embed.foot(scene)
    if scene.subject is None:
        return keeping(said.words(scene), scene.address.look), []
    told = profile_of(scene.published, scene.subject, scene.address)
    return keeping(profile.words(scene, told), scene.address.look), keeping(profile.rest(told), scene.address.look)
