"""Who may call what: every route and every callback is added through this door, which asks for its audience."""

from __future__ import annotations

from dashboard.access.door import CALLBACKS, Dependency, Door
from dashboard.access.viewers import LOCAL, NOBODY, Audience, Permission, Viewer

__all__ = ["CALLBACKS", "LOCAL", "NOBODY", "Audience", "Dependency", "Door", "Permission", "Viewer"]
