"""Words that stand above the columns of surveys, by the column of the table that they mean.

How a header is compared with them is in ``mapping``; names and labels of the columns themselves are in ``schema``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HEADER_WORDS: Mapping[str, Sequence[str]] = {
    "us_actor": (
        "us actor", "actor", "city name", "name of city", "jurisdiction", "government", "organization",
        "local government", "name of jurisdiction", "entity", "your city", "your organization", "us city",
        "municipality", "city or county", "respondent", "agency", "us entity", "what is the name of your city",
        "community",
    ),
    "us_level": (
        "actor level", "level", "level of government", "type of government", "government type", "entity type",
    ),
    "us_city": (
        "us city", "city", "town", "seat",
    ),
    "us_state": (
        "state", "us state", "st", "state territory", "state or territory", "usps", "state abbreviation",
        "home state",
    ),
    "engagement_type": (
        "type", "engagement type", "type of engagement", "activity", "activity type", "kind", "category", "form",
        "type of activity", "type of partnership", "what type of engagement", "agreement type", "engagement",
        "type of relationship", "mechanism",
    ),
    "counterpart": (
        "counterpart", "partner", "partner name", "foreign partner", "partner organization",
        "international partner", "foreign counterpart", "counterparty", "name of partner", "with whom",
        "foreign government", "partner entity", "partner city or region", "who did you engage with",
    ),
    "counterpart_level": (
        "counterpart level", "partner level", "level of counterpart", "partner type", "level of partner",
    ),
    "counterpart_country": (
        "country", "country or area", "countries", "partner country", "foreign country", "nation",
        "counterpart country", "country of partner", "which country", "which countries", "country name",
        "country region", "country code", "iso3",
    ),
    "counterpart_city": (
        "foreign city", "partner city", "counterpart city", "sister city", "city abroad", "partner municipality",
        "international city", "overseas city",
    ),
    "network": (
        "network", "networks", "city network", "international network", "network name", "membership", "coalition",
        "name of network", "multilateral organization",
    ),
    "issues": (
        "issue", "issues", "topic", "topics", "issue area", "issue areas", "theme", "themes", "policy area",
        "focus", "focus area", "focus areas", "subject", "sector", "sectors", "policy areas", "issue 1", "issue 2",
        "issue 3", "issue 4", "topic 1", "topic 2", "purpose",
    ),
    "start_date": (
        "start", "start date", "date", "year", "date signed", "signed", "when", "date of engagement", "established",
        "year established", "begin", "began", "from", "date started", "dates", "year signed", "start year",
        "event date", "when did it start", "month and year", "start date or year",
    ),
    "end_date": (
        "end", "end date", "ended", "until", "to", "expires", "expiration", "end year", "date ended",
    ),
    "status": (
        "status", "current status", "active", "state of agreement", "still active", "is it active",
    ),
    "title": (
        "title", "name of engagement", "engagement name", "event", "headline", "event name", "agreement name",
    ),
    "summary": (
        "summary", "description", "details", "notes", "comments", "describe", "brief description", "outcome",
        "outcomes", "narrative", "please describe", "remarks", "comment",
    ),
    "source_url": (
        "source", "url", "link", "website", "web link", "source link", "reference", "web address", "citation",
    ),
    "source_name": (
        "source name", "publisher", "name of source", "publication",
    ),
    "source_kind": (
        "source kind", "kind of source", "source type", "type of source",
    ),
    "source_date": (
        "source date", "date of source", "publication date", "published",
    ),
}  # fmt: skip
"""Target → folded words, the more usual first."""
