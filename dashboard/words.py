"""The words of every page: the shared ones, the dashboard's and the network's, in a language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from data.catalogue import Catalogue
from data.wording import Text, read_texts, text

FOLDER = Path(__file__).parent / "text"
ACCESS = Path(__file__).parent / "access" / "text"  # of signing in, accounts and sending reports
PUBLIC = Path(__file__).parent / "public" / "text"  # of impact pages
SHARING = Path(__file__).parent / "sharing" / "text"  # of links and embeddings


@lru_cache(maxsize=1)
def page_languages() -> tuple[str, ...]:
    """Return the languages that pages are written in, in the order of their switch."""
    codes = {path.stem for path in FOLDER.glob("*.toml")}
    return tuple(sorted(codes, key=lambda code: text(code, FOLDER)["language.order"]))


def words(catalogue: Catalogue, language: str) -> Text:
    """Return the texts of a language. What the network says in its own language only is said in that one.

    A network in Italy need not name itself in Romanian to be read by Romanians.
    """
    settings = catalogue.settings
    return _words(language, catalogue.text_folders, catalogue.languages[0], settings.source or settings.name)


@lru_cache(maxsize=32)
def _words(language: str, folders: tuple[Path, ...], own: str, title: str) -> Text:
    texts = {"network.title": title, "network.source": title}
    for file in (folder / f"{own}.toml" for folder in folders):
        if file.is_file():
            texts.update(read_texts(file))
    return Text(language, {**texts, **text(language, FOLDER, ACCESS, PUBLIC, SHARING, *folders).texts})


def preferred(accepted: list[str], languages: tuple[str, ...]) -> str:
    """Return the first language of a browser's list that pages are written in; the first page language if none is."""
    bare = (tag.partition("-")[0].lower() for tag in accepted)
    return next((tag for tag in bare if tag in languages), languages[0])
