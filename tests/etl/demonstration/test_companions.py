"""A demonstration network takes with it what the shipped one says of its libraries, and nothing of others."""

from __future__ import annotations

from data.catalogue import Catalogue, load_catalogue, network_folder
from etl.demonstration.companions import write_companions


def taken(tmp_path, codes):
    """Return the catalogue of a network with these libraries of the shipped one."""
    (tmp_path / "network.toml").write_text('name = "novateca"\nbase = "novateca"\n', encoding="utf-8")
    lines = (network_folder() / "libraries.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line.replace(",MD-CU-0001,", ",,") for line in lines[1:] if line.split(",")[0] in codes]
    (tmp_path / "libraries.csv").write_text("".join([lines[0], *kept]), encoding="utf-8")
    write_companions(network_folder(), tmp_path, codes)
    return load_catalogue(tmp_path)


def test_of_all_libraries_everything_is_taken(tmp_path, catalogue: Catalogue) -> None:
    copied = taken(tmp_path, set(catalogue.libraries))
    assert copied.statuses == catalogue.statuses
    assert copied.corrections == catalogue.corrections
    assert copied.annotations == catalogue.annotations


def test_of_a_few_libraries_their_own_and_what_concerns_everybody_is_taken(tmp_path, catalogue: Catalogue) -> None:
    copied = taken(tmp_path, {"MD-CU-0031", "MD-AN-0004", "MD-HI-0053"})
    assert copied.statuses.keys() == {"MD-AN-0004"}  # the branch's other library is not there
    assert {key[0] for key in copied.corrections} == {"MD-HI-0053"}
    everybody = [one for one in catalogue.annotations if one.library is None]
    assert list(copied.annotations) == everybody
