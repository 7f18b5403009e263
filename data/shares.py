"""Is a path on a network share? SQLite's locks cannot be relied on there."""

from __future__ import annotations

from pathlib import Path

_MOUNTS = Path("/proc/mounts")
_NETWORK_TYPES = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "fuse.sshfs", "fuse.glusterfs", "ceph")


def network_share(path: Path, mounts: Path = _MOUNTS) -> str | None:
    """Return the kind of network share a path lies on (e.g. "nfs4"), or None: local, or not known on this system."""
    full = path.absolute()
    if full.drive.startswith("\\\\"):
        return full.drive
    if not mounts.is_file():
        return None
    kinds = {}
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, kind, *_ = line.split(" ")
        kinds[Path(point.replace("\\040", " "))] = kind
    resolved = full.resolve()
    nearest = next((folder for folder in (resolved, *resolved.parents) if folder in kinds), None)
    return kinds[nearest] if nearest is not None and kinds[nearest] in _NETWORK_TYPES else None
