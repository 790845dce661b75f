"""Files brought in: every row checked, nothing dropped silently, nothing half-written."""

from community.importers.kinds import KINDS
from community.importers.run import ImportReport, import_file
from community.importers.templates import template

__all__ = ["KINDS", "ImportReport", "import_file", "template"]
