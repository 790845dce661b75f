"""A trained model on disk: one array a file, memory-mapped, with a manifest that proves it.

folder/
├── current -> recommender-2-3f2a….x7   swapped atomically
└── recommender-2-3f2a….x7/
    ├── manifest.json                   version, time, settings, facts, checksums
    └── *.npy
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from community.errors import InvalidField, InvalidFile, NotTrained, RowProblem
from recsys.affinity import Affinity
from recsys.config import Config
from recsys.model import Model
from recsys.profiles import Profiles
from recsys.ranker.evidence import Evidence
from recsys.ranker.factors import Factors
from recsys.ranker.neighbours import Neighbours
from recsys.ranker.ranker import Ranker
from recsys.ranker.trees import Trees

FORMAT = 2
_STAGING = ".staging-"
_SPARE = 1  # older versions kept: the one a server may still be reading
_DAMAGE = (OSError, ValueError, KeyError, TypeError, EOFError, InvalidField)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an artifact says of itself; `checksums` are SHA-256 by file name."""

    version: str
    created_at: datetime
    config: Mapping[str, Any]
    facts: Mapping[str, str | int]
    checksums: Mapping[str, str]
    format: int = FORMAT


def save(
    model: Model, folder: Path, *, now: datetime, facts: Mapping[str, str | int] | None = None
) -> Manifest:
    """Write the model beside the others in `folder` and make it the current one.

    Readers see the old model or the new one, never a part. The version is a digest of the
    content: the same model saved twice has the same version.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
    try:
        checksums = {name: _write(staging / name, array) for name, array in _arrays(model).items()}
        config = asdict(model.config)
        manifest = Manifest(
            version=_version(checksums, config),
            created_at=now,
            config=config,
            facts=dict(facts or {}),
            checksums=checksums,
        )
        _write_manifest(staging / "manifest.json", manifest)
        _publish(staging, folder, manifest.version)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return manifest


def load(folder: Path) -> Model:
    """Return the current model of `folder`, arrays memory-mapped after their checksums hold.

    Raises NotTrained where there is none, InvalidFile naming the file that is damaged.
    """
    place = folder / "current"
    if not place.exists():
        raise NotTrained("no model has been trained yet: `lvlin train` makes one")
    place = place.resolve()
    manifest = read_manifest(place)
    for name, checksum in manifest.checksums.items():
        if not (place / name).is_file() or _digest(place / name) != checksum:
            raise _damaged(place / name)
    try:
        return _model(place, manifest)
    except _DAMAGE as error:
        raise _damaged(place) from error


def current_version(folder: Path) -> str | None:
    """Return the version that `load` would read, None where there is none: cheap to poll."""
    place = folder / "current"
    return os.readlink(place).partition(".")[0] if place.is_symlink() else None


def read_manifest(place: Path) -> Manifest:
    """Return the manifest of one artifact; raises InvalidFile when it cannot be believed."""
    path = place / "manifest.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest(**{**raw, "created_at": datetime.fromisoformat(raw["created_at"])})
        known = manifest.format == FORMAT
        honest = manifest.version == _version(manifest.checksums, manifest.config)
    except _DAMAGE as error:
        raise _damaged(path) from error
    if not known:
        raise InvalidFile(str(path), [RowProblem(1, "format", f"is not {FORMAT}: train again")])
    if not honest:
        raise _damaged(path)
    return manifest


def _arrays(model: Model) -> dict[str, np.ndarray[Any, Any]]:
    arrays = {
        name: getattr(model, name) for name in ("user_ids", "item_ids", "popularity", "habit")
    }
    for prefix, part in _records(model).items():
        arrays |= {
            f"{prefix}_{field.name}": getattr(part, field.name)
            for field in fields(part)
            if isinstance(getattr(part, field.name), np.ndarray)
        }
    return {f"{name}.npy": array for name, array in sorted(arrays.items())}


def _records(model: Model) -> dict[str, Any]:
    """Return the records of arrays that a model is made of, by the prefix of their files."""
    records: dict[str, Any] = {"profile": model.profiles, "affinity": model.affinity}
    if model.ranker is not None:
        evidence = model.ranker.evidence
        records |= {"evidence": evidence, "trees": model.ranker.trees}
        records |= {"factors": evidence.factors, "neighbours": evidence.neighbours}
    return records


def _model(place: Path, manifest: Manifest) -> Model:
    def array(name: str) -> Any:
        return np.load(place / f"{name}.npy", mmap_mode="r", allow_pickle=False)

    def part(kind: Any, prefix: str, **inner: Any) -> Any:
        names = (field.name for field in fields(kind) if field.name not in inner)
        return kind(**{name: array(f"{prefix}_{name}") for name in names}, **inner)

    def ranker() -> Ranker | None:
        if "trees_root.npy" not in manifest.checksums:
            return None
        evidence = part(
            Evidence,
            "evidence",
            factors=part(Factors, "factors"),
            neighbours=part(Neighbours, "neighbours"),
        )
        return Ranker(evidence, part(Trees, "trees"), array("habit"))

    return Model(
        user_ids=array("user_ids"),
        item_ids=array("item_ids"),
        profiles=part(Profiles, "profile"),
        popularity=array("popularity"),
        affinity=part(Affinity, "affinity"),
        habit=array("habit"),
        config=Config(**manifest.config),
        ranker=ranker(),
        version=manifest.version,
    )


def _write(path: Path, array: np.ndarray[Any, Any]) -> str:
    with path.open("wb") as file:
        np.save(file, np.ascontiguousarray(array), allow_pickle=False)
        _settle(file)
    return _digest(path)


def _write_manifest(path: Path, manifest: Manifest) -> None:
    fields = asdict(manifest) | {"created_at": manifest.created_at.isoformat()}
    with path.open("w", encoding="utf-8") as file:
        json.dump(fields, file, ensure_ascii=False, indent=1, sort_keys=True)
        _settle(file)


def _settle(file: Any) -> None:
    """Put a file on the disk itself, so that a power cut cannot leave it half-written."""
    file.flush()
    os.fsync(file.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _version(checksums: Mapping[str, str], config: Mapping[str, Any]) -> str:
    content = json.dumps([FORMAT, dict(checksums), dict(config)], sort_keys=True)
    return f"recommender-{FORMAT}-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _publish(staging: Path, folder: Path, version: str) -> None:
    mark = staging.name.removeprefix(_STAGING)  # so that saving the same version is a swap too
    target = folder / f"{version}.{mark}"
    staging.rename(target)
    link = folder / f".current-{mark}"
    link.symlink_to(target.name)
    link.replace(folder / "current")
    others = [path for path in folder.glob("recommender-*") if path != target]
    others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in others[_SPARE:]:
        shutil.rmtree(path, ignore_errors=True)


def _damaged(path: Path) -> InvalidFile:
    return InvalidFile(str(path), [RowProblem(0, "", "is damaged or incomplete: train again")])
