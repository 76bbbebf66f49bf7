"""The 3D models of Debian's sweethome3d-furniture, as pieces that can be rendered."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.renders.types import PieceType, find_type

LIBRARY_FOLDER = Path("/usr/share/sweethome3d/furniture")
FEED = "PluginFurnitureCatalog.properties"
LICENCES = (
    ("Public domain", "CC0-1.0"),
    ("Creative Commons Attribution 3.0 United States", "CC-BY-3.0-US"),
    ("Creative Commons Attribution 3.0", "CC-BY-3.0"),
)
"""How a library's licence line begins, the more special before the more general, and its SPDX name."""
_ENTRY = re.compile(r"^(\w+)(?:#(\d+))?\s*=\s*(.*)$", re.MULTILINE)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class Piece:
    """One 3D model with what its library says of it. Sizes are in cm."""

    id: str
    name: str
    type: PieceType
    library: str
    model: str
    """The OBJ's path inside the library's zip."""
    rotation: tuple[float, ...]
    """Row-major 3 x 3, applied to the model's own coordinates (y is up)."""
    width_cm: float
    depth_cm: float
    height_cm: float
    creator: str
    license: str
    source: str


def read_pieces(folder: Path = LIBRARY_FOLDER) -> list[Piece]:
    """Return all home pieces of the libraries in a folder, furniture first; what is no home piece is left out.

    Raises:
        FileNotFoundError: there is no library in the folder.
    """
    libraries = sorted(folder.glob("*.sh3f"))
    if not libraries:
        raise FileNotFoundError("There are no 3D models. Install Debian's package sweethome3d-furniture.")
    pieces = [piece for path in libraries for piece in _read_library(path)]
    # Furniture first, so that the first results of a long run are the useful ones.
    return sorted(pieces, key=lambda piece: (not piece.type.category, piece.id))


def unpack_library(piece: Piece, target: Path, folder: Path = LIBRARY_FOLDER) -> Path:
    """Return the path of the piece's OBJ, after unpacking its model's folder below `target`."""
    path = target / piece.library / piece.model
    if not path.is_file():
        with zipfile.ZipFile(folder / f"{piece.library}.sh3f") as archive:
            prefix = piece.model.rpartition("/")[0]
            archive.extractall(target / piece.library, [n for n in archive.namelist() if n.startswith(prefix)])
    return path


def parse_properties(text: str) -> tuple[dict[str, str], dict[int, dict[str, str]]]:
    """Return a library's own entries and those of its models, by number, with Java's escapes resolved."""
    common: dict[str, str] = {}
    models: dict[int, dict[str, str]] = defaultdict(dict)
    for key, number, value in _ENTRY.findall(text.replace("\r", "")):
        value = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value.strip())
        if number:
            models[int(number)][key] = value
        else:
            common[key] = value
    return common, dict(models)


def name_licence(line: str) -> str:
    """Return the SPDX name of a library's licence line.

    Raises:
        ValueError: it is none of the licences whose models we may render.
    """
    for beginning, name in LICENCES:
        if line.startswith(beginning):
            return name
    raise ValueError(f"the licence '{line}' is not known")


def _read_library(path: Path) -> Iterator[Piece]:
    with zipfile.ZipFile(path) as archive:
        common, models = parse_properties(archive.read(FEED).decode("latin-1"))
    for number, facts in sorted(models.items()):
        piece_type = find_type(facts["name"], facts.get("category", ""), facts["id"].rpartition("#")[2])
        if piece_type is None:
            continue
        slug = re.sub(r"[^a-z0-9]+", "-", facts["id"].rpartition("#")[2].lower()).strip("-")
        yield Piece(
            id=f"{_PREFIXES.get(path.stem, path.stem.lower())}-{slug}-{number}",
            name=facts["name"],
            type=piece_type,
            library=path.stem,
            model=facts["model"].lstrip("/"),
            rotation=tuple(float(value) for value in facts.get("modelRotation", "1 0 0 0 1 0 0 0 1").split()),
            width_cm=float(facts["width"]),
            depth_cm=float(facts["depth"]),
            height_cm=float(facts["height"]),
            creator=facts.get("creator", ""),
            license=name_licence(common["license"]),
            source=f"{common.get('name', path.stem)} library of Sweet Home 3D, model '{facts['name']}'",
        )


_PREFIXES = {"BlendSwap-CC-0": "bs", "BlendSwap-CC-BY": "bb", "KatorLegaz": "kl", "Reallusion": "re", "Scopia": "sc"}
