"""Words for peoples and languages, which are not accepted for countries, and how they are told.

They serve to say why such a word is refused and what to write instead; no guess is made from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.naming.guesses import key_of

REGULAR_ENDINGS = ("n", "an", "ian", "ese", "ish", "i", "er")
"""Put to the name, or to its stem without the last vowel: Korean, Canadian, Congolese, Finnish, Israeli."""

IRREGULAR: Mapping[str, str] = {
    "afghan": "AFG", "argentine": "ARG", "argentinian": "ARG", "argentinean": "ARG", "azeri": "AZE",
    "bahamian": "BHS", "bangladeshi": "BGD", "barbadian": "BRB", "batswana": "BWA", "beninese": "BEN",
    "bosnian": "BIH", "brit": "GBR", "british": "GBR", "burkinabe": "BFA", "burmese": "MMR", "canadian": "CAN",
    "catalan": "ESP", "chadian": "TCD", "chinese": "CHN", "congolese": "COD", "croat": "HRV", "cypriot": "CYP",
    "czech": "CZE", "dane": "DNK", "danish": "DNK", "dominican": "DOM", "dutch": "NLD", "ecuadorian": "ECU",
    "egyptian": "EGY", "emirati": "ARE", "english": "GBR", "filipino": "PHL", "filipina": "PHL", "finn": "FIN",
    "finnish": "FIN", "french": "FRA", "frenchmen": "FRA", "gabonese": "GAB", "ghanaian": "GHA", "german": "DEU",
    "greek": "GRC", "guyanese": "GUY", "icelander": "ISL", "icelandic": "ISL", "iraqi": "IRQ", "irish": "IRL",
    "israeli": "ISR", "italian": "ITA", "ivorian": "CIV", "kazakh": "KAZ", "korean": "KOR", "kosovar": "XKX",
    "kosovan": "XKX", "kuwaiti": "KWT", "kyrgyz": "KGZ", "laotian": "LAO", "latvian": "LVA",
    "lebanese": "LBN", "luxembourger": "LUX", "malagasy": "MDG", "malay": "MYS", "maltese": "MLT",
    "mexican": "MEX", "monegasque": "MCO", "montenegrin": "MNE", "moroccan": "MAR", "mozambican": "MOZ",
    "nepali": "NPL", "nepalese": "NPL", "nigerien": "NER", "nigerian": "NGA", "norwegian": "NOR", "omani": "OMN",
    "pakistani": "PAK", "palestinian": "PSE", "panamanian": "PAN", "peruvian": "PER", "philippine": "PHL",
    "pole": "POL", "polish": "POL", "portuguese": "PRT", "qatari": "QAT", "romanian": "ROU", "russian": "RUS",
    "salvadoran": "SLV", "saudi": "SAU", "scot": "GBR", "scottish": "GBR", "senegalese": "SEN", "serb": "SRB",
    "serbian": "SRB", "slovak": "SVK", "slovene": "SVN", "somali": "SOM", "south korean": "KOR",
    "north korean": "PRK", "spaniard": "ESP", "spanish": "ESP", "sudanese": "SDN", "swede": "SWE",
    "swedish": "SWE", "swiss": "CHE", "syrian": "SYR", "taiwanese": "TWN", "tajik": "TJK", "thai": "THA",
    "togolese": "TGO", "trinidadian": "TTO", "turk": "TUR", "turkish": "TUR", "turkmen": "TKM",
    "ukrainian": "UKR", "uruguayan": "URY", "uzbek": "UZB", "vietnamese": "VNM", "welsh": "GBR", "yemeni": "YEM",
    "zimbabwean": "ZWE", "new zealander": "NZL", "south african": "ZAF", "bruneian": "BRN", "bhutanese": "BTN",
}  # fmt: skip
"""Folded word → ISO alpha-3 code of the country that is likely meant."""


def demonyms(names: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Folded word → code, for all codes with their names; a word that is itself a name (Niger + i…) is left out."""
    keys = {key_of(name): code for code, called in names.items() for name in called}
    regular = {word: code for name, code in keys.items() for word in _formed(name)}
    words = {**regular, **IRREGULAR}
    plurals = {f"{word}s": code for word, code in words.items()}
    return {word: code for word, code in {**plurals, **words}.items() if word not in keys}


def _formed(name: str) -> Iterable[str]:
    if len(name) < 4:
        return
    for ending in REGULAR_ENDINGS:
        yield name + ending
        if name[-1] in "aeiouy":
            yield name[:-1] + ending
