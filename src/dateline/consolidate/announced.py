"""Announced: plans and calls that an incident followed. They stand beside it and never make one."""

import collections
from collections.abc import Mapping, Sequence

import msgspec

from dateline.consolidate.compare import compatible
from dateline.model.incident import Incident, Report
from dateline.settings import Settings

ANNOUNCED = frozenset({"planned", "called_for", "proposed"})


def announce(incidents: Sequence[Incident], reports: Mapping[str, Report], plans: Sequence[Report], settings: Settings) -> tuple[Incident, ...]:
    """Put each plan beside the next incident of a type that fits (a meeting agreed upon, then held), with a named actor of its own, and a recipient where it names one.

    The incident must be of the day that the plan gives, or, where it gives none, of the days after it was printed.
    """
    following: dict[tuple[str, str], list[Incident]] = collections.defaultdict(list)
    for i in incidents:
        for name in sorted({p.key for r in i.reports for p in reports[r].actors if p.named}):
            following[i.type, name].append(i)
    found: dict[str, list[str]] = collections.defaultdict(list)
    for plan in plans:
        near = {i.id: i for p in plan.actors if p.named for t in compatible().get(plan.type, frozenset({plan.type})) for i in following.get((t, p.key), ()) if _follows(plan, i, settings)}
        if near:
            found[min(near.values(), key=lambda i: (i.type != plan.type, i.latest, i.id)).id].append(plan.id)
    return tuple(msgspec.structs.replace(i, announced=tuple(found[i.id])) if i.id in found else i for i in incidents)


def _follows(plan: Report, incident: Incident, settings: Settings) -> bool:
    to = {p.key for p in plan.recipients if p.named}
    if plan.published is None or incident.latest is None or (to and not to & {*incident.recipients, *incident.actors}):
        return False
    if plan.dated and plan.earliest and plan.latest:
        return plan.earliest <= incident.latest and (incident.earliest or incident.latest) <= plan.latest
    return 0 <= (incident.latest - plan.published).days <= settings.announced_days
