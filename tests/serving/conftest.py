"""The sample community for every test of the edge."""

from tests.serving.world import (
    api,
    fresh_api,
    quiet_logs,
    sample_home,
    services,
    shared_services,
)

__all__ = ["api", "fresh_api", "quiet_logs", "sample_home", "services", "shared_services"]
