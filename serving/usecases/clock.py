"""What day and week it is for a community."""

from __future__ import annotations

from datetime import date

from community.models import Community
from community.weeks import Week, local_day
from serving.services import Services


def today_in(services: Services, community: Community) -> date:
    """Return the calendar day in the community's own time zone."""
    return local_day(services.clock(), community.timezone)


def next_week_in(services: Services, community: Community) -> Week:
    """Return the week that is planned now: the one after this."""
    return Week.of(today_in(services, community)) + 1
