"""Pictures and other files from the terminal: named, numbered, with letters of every language, or refused at once."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.exports.png_file import png_of
from dashboard.files import app as files
from dashboard.pictures import app as pictures

YEAR = "from=2017-01&to=2017-12"
RUN = CliRunner()


@pytest.fixture
def taken(small_database: str, tmp_path: Path):
    """Return what runs a command over the small network into a folder, and what it printed."""

    def run(app, *arguments: str):
        return RUN.invoke(app, [*arguments, "--to", str(tmp_path / "out"), "--database", small_database])

    return run


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_every_chart_of_a_page_is_a_picture_of_each_form(taken, content):
    done = taken(pictures, f"/ro/attendance?{YEAR}", f"/ru/overview?{YEAR}")
    assert done.exit_code == 0, done.output
    made = [Path(line) for line in done.stdout.split()]
    charts = [*content("/ro/attendance", f"?{YEAR}").charts, *content("/ru/overview", f"?{YEAR}").charts]
    assert len({file.name for file in made}) == len(made) == 2 * len(charts)
    assert {file.suffix for file in made} == {".png", ".svg"}
    for picture in (file for file in made if file.suffix == ".png"):
        drawn = picture.with_suffix(".svg").read_text(encoding="utf-8")
        width, height = (float(drawn.split(f'{side}="')[1].split('"')[0]) for side in ("width", "height"))
        across, down = size_of(picture.read_bytes())
        assert (across, abs(down - 2 * height) <= 1) == (2 * width, True)


def test_an_address_that_names_a_chart_is_that_chart_alone(taken, content):
    chart = content("/en/attendance", f"?{YEAR}").charts[1]
    done = taken(pictures, f"/en/attendance?{YEAR}&table={chart.key}", "--as", "svg")
    (file,) = done.stdout.split()
    assert f"<title>{chart.title}</title>" in Path(file).read_text(encoding="utf-8")


def test_addresses_come_from_a_file_too(taken, tmp_path):
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"# the year\n/ro/overview?{YEAR}\n\n/en/overview?{YEAR}\n", encoding="utf-8")
    done = taken(files, "--list", str(listed), "--as", "xlsx", "--as", "charts.xlsx", "--as", "zip")
    assert done.exit_code == 0, done.output
    names = [Path(line).name.partition(".") for line in done.stdout.split()]
    assert [ending for _, _, ending in names] == ["xlsx", "charts.xlsx", "zip"] * 2
    assert names[0][0] == "privire-generala-toate-bibliotecile-2017-la-2018-01-20-demo"


def test_files_that_would_be_called_alike_are_numbered(taken):
    done = taken(files, *[f"/ro/overview?{YEAR}"] * 2, "--as", "charts.xlsx")
    first, second = (Path(line).name for line in done.stdout.split())
    assert second == first.replace(".charts.xlsx", "-2.charts.xlsx")


def test_what_is_no_address_is_refused_all_at_once_and_nothing_is_written(taken, tmp_path):
    done = taken(pictures, "/ro/nothing", f"/ro/overview?{YEAR}", "/en/about", "--lang", "en")
    assert done.exit_code == 2
    assert "/ro/nothing; /en/about" in " ".join(done.stderr.split())
    assert not (tmp_path / "out").exists()
    assert taken(files, "/ro/overview", "--as", "pdf").exit_code == 2


@pytest.mark.parametrize("letters", ["ăâîșțĂÂÎȘȚ", "абвгдежзийклмнопрстуфхцчшщъыьэюяё"])
def test_the_bundled_font_draws_every_letter_differently(letters):
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40" font-family="Noto Sans">'

    def drawn(letter: str) -> bytes:
        return png_of(f'{head}<text x="5" y="30" font-size="24">{letter}</text></svg>', "x")

    seen = {drawn(letter) for letter in letters}
    assert len(seen) == len(letters)  # a letter that a font does not have is drawn as the same box
    assert drawn(" ") not in seen
