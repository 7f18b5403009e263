"""The words of every page: the shared ones, the dashboard's and the network's, in a language."""

from __future__ import annotations

from pathlib import Path

from data.catalogue import Catalogue
from data.wording import Text, read_texts, text

FOLDER = Path(__file__).parent / "text"


def page_languages() -> tuple[str, ...]:
    """Return the languages that pages are written in, in the order of their switch."""
    codes = {path.stem for path in FOLDER.glob("*.toml")}
    return tuple(sorted(codes, key=lambda code: text(code, FOLDER)["language.order"]))


def words(catalogue: Catalogue, language: str) -> Text:
    """Return the texts of a language. What the network says in its own language only is said in that one.

    A network in Italy need not name itself in Romanian to be read by Romanians.
    """
    spoken = text(language, FOLDER, *catalogue.text_folders)
    own = _own_words(catalogue)
    return Text(language, {**own, **spoken.texts}) if own.keys() - spoken.texts.keys() else spoken


def _own_words(catalogue: Catalogue) -> dict[str, str]:
    title = {"network.title": catalogue.settings.source or catalogue.settings.name}
    title["network.source"] = title["network.title"]
    own = catalogue.languages[0]
    files = [folder / f"{own}.toml" for folder in catalogue.text_folders]
    for file in files:
        if file.is_file():
            title.update(read_texts(file))
    return title


def preferred(accepted: list[str], languages: tuple[str, ...]) -> str:
    """Return the first language of a browser's list that pages are written in; the first page language if none is."""
    bare = (tag.partition("-")[0].lower() for tag in accepted)
    return next((tag for tag in bare if tag in languages), languages[0])
