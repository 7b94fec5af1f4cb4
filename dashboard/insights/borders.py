"""Which states border which: pairs with a common border on land or along a river or lake, no mere corners.

The four states that meet in one point count as neighbours along their sides only; a test holds the pairs to the
boundaries that the maps are drawn from.
"""

from __future__ import annotations

from collections.abc import Mapping

BORDERS: Mapping[str, frozenset[str]] = {
    line.split()[0]: frozenset(line.split()[1:])
    for line in """
AL FL GA MS TN
AR LA MO MS OK TN TX
AZ CA NM NV UT
CA AZ NV OR
CO KS NE NM OK UT WY
CT MA NY RI
DC MD VA
DE MD NJ PA
FL AL GA
GA AL FL NC SC TN
IA IL MN MO NE SD WI
ID MT NV OR UT WA WY
IL IA IN KY MO WI
IN IL KY MI OH
KS CO MO NE OK
KY IL IN MO OH TN VA WV
LA AR MS TX
MA CT NH NY RI VT
MD DC DE PA VA WV
ME NH
MI IN OH WI
MN IA ND SD WI
MO AR IA IL KS KY NE OK TN
MS AL AR LA TN
MT ID ND SD WY
NC GA SC TN VA
ND MN MT SD
NE CO IA KS MO SD WY
NH MA ME VT
NJ DE NY PA
NM AZ CO OK TX
NV AZ CA ID OR UT
NY CT MA NJ PA VT
OH IN KY MI PA WV
OK AR CO KS MO NM TX
OR CA ID NV WA
PA DE MD NJ NY OH WV
RI CT MA
SC GA NC
SD IA MN MT ND NE WY
TN AL AR GA KY MO MS NC VA
TX AR LA NM OK
UT AZ CO ID NV WY
VA DC KY MD NC TN WV
VT MA NH NY
WA ID OR
WI IA IL MI MN
WV KY MD OH PA VA
WY CO ID MT NE SD UT
""".strip().splitlines()
}
"""USPS code → codes of the bordering states; states and territories without a border on land are absent."""


def neighbours(state: str) -> frozenset[str]:
    """The states that border a state; none for Alaska, Hawaii and the territories."""
    return BORDERS.get(state, frozenset())
