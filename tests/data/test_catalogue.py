"""A network is a folder: what it declares is loaded, and what cannot be is refused with file, key and remedy."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from pydantic import ValidationError

from data.catalogue import DefinitionError, load_catalogue, network_folder
from data.periods import Month
from data.wording import text

SMALL = {
    "network.toml": 'name = "small"\n',
    "territories.csv": "code,name_ro,name_en\nT1,Unu,One\nT2,Doi,Two\n",
    "groups.toml": '[both]\nkind = "programme"\n'
    'members = [{ territory = "T1" }, { territory = "T2", since = "2016-01" }]\n',
    "libraries.csv": "code,name,kind,territory,in_network_from\nT1-0001,Biblioteca Unu,sat,T1,2012-09\n",
    "campaigns.toml": '[C]\n[C.stages.S]\nkind = "awareness"\nstart = 2016-01-01\nend = 2016-02-28\n',
    "themes.toml": '[[theme]]\nstage = "C.S"\nmonth = "2016-01"\ncategories = ["ED.KID"]\n',
}


def written(folder: Path, **changes: str) -> Path:
    """Return a folder with the small network in it; `changes` replace or add files ("groups_toml" is groups.toml)."""
    files = SMALL | {
        name.replace("__", "/").replace("_toml", ".toml").replace("_csv", ".csv"): text
        for name, text in changes.items()
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def test_a_network_folder_is_loaded_with_its_references(tmp_path: Path) -> None:
    catalogue = load_catalogue(written(tmp_path))
    assert catalogue.libraries["T1-0001"].in_network_from == Month(2012, 9)
    assert catalogue.groups["both"].territories(Month(2015, 12)) == ("T1",)
    assert catalogue.campaigns["C"].stages[0].themes[0].categories == ("ED.KID",)
    assert catalogue.areas == {}
    assert "V01" in catalogue.indicators


def test_network_toml_alone_makes_a_network(tmp_path: Path) -> None:
    (tmp_path / "network.toml").write_text('name = "bare"\nopen_register = true\n', encoding="utf-8")
    catalogue = load_catalogue(tmp_path)
    assert catalogue.settings.open_register
    assert (catalogue.libraries, catalogue.territories, catalogue.layout_folders) == ({}, {}, ())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"network_toml": "name = \n"}, ["network.toml", "not valid TOML", "correct that line"]),
        (
            {"network_toml": 'name = "x"\ncolour = "red"\n'},
            ["network.toml", "network.colour", "unknown key", "demonstration"],
        ),
        ({"network_toml": 'language = "ro"\n'}, ["network.toml", "network.name", "missing", "add it"]),
        ({"network_toml": 'name = "x"\nbase = "atlantis"\n'}, ["network.toml", "base", "'atlantis'", "novateca"]),
        ({"groups_toml": '[g]\nkind = "informal"\nmembers = []\n'}, ["groups.toml", "g.kind", "'informal'", "correct"]),
        (
            {"groups_toml": '[g]\nkind = "programme"\nmembers = [{ territory = "T9" }]\n'},
            ["groups.toml", "g.members", "'T9'"],
        ),
        (
            {"groups_toml": '[g]\nkind = "programme"\nmembers = [{ territory = "T1", since = "2016-13" }]\n'},
            ["since", "2016-13"],
        ),
        ({"groups_toml": "[g]\n[g]\n"}, ["groups.toml", "g"]),
        ({"groups_toml": 'g = "T1"\n'}, ["groups.toml", "g", "table is expected", "[g]"]),
        (
            {"themes_toml": '[[theme]]\nstage = "C.S"\nmonth = "2016-01"\ncategories = ["ED.XXX"]\n'},
            ["themes.toml", "'ED.XXX'"],
        ),
        (
            {"themes_toml": '[[theme]]\nstage = "C.Z"\nmonth = "2016-01"\ncategories = []\n'},
            ["themes.toml", "C.Z", "no such stage"],
        ),
        (
            {"campaigns_toml": '[C.stages.S]\nkind = "awareness"\nstart = 2016-01-01\n'},
            ["campaigns.toml", "C.stages.S", "end_shown"],
        ),
        (
            {"campaigns_toml": '[C.stages.S]\nkind = "awareness"\nstart = 2016-02-01\nend = 2016-01-01\n'},
            ["campaigns.toml", "C.stages.S", "before it starts"],
        ),
        (
            {"themes_toml": '[[theme]]\nstage = "C.S"\nmonth = "2016-03"\ncategories = ["ED.KID"]\n'},
            ["themes.toml", "C.S 2016-03", "outside its stage"],
        ),
        ({"libraries_csv": "code,name,kind,territory\nL1,Unu,castle,T1\n"}, ["libraries.csv", "L1.kind", "'castle'"]),
        ({"libraries_csv": "code,name,kind,territory\nL1,Unu,sat,T7\n"}, ["libraries.csv", "L1.territory", "'T7'"]),
        (
            {"libraries_csv": "code,name,kind,territory\nL1,A,sat,T1\nL1,B,sat,T1\n"},
            ["libraries.csv", "L1", "declared already"],
        ),
        ({"libraries_csv": "code,name,kind\nL1,Unu,sat\n"}, ["libraries.csv", "territory", "column is missing"]),
        ({"libraries_csv": "code,name,kind,territory\nL1,Unu\n"}, ["libraries.csv", "line 2", "cells"]),
        ({"libraries_csv": "code,name,kind,territory,staff\nL1,Unu,sat,T1,few\n"}, ["line 2.staff", "'few'"]),
        ({"area_aliases_csv": "text,code\nTurda,T8\n"}, ["area_aliases.csv", "T8"]),
        ({"library_aliases_csv": "text,library\nTurda,L8\n"}, ["library_aliases.csv", "L8"]),
        (
            {"indicators_toml": '[V01]\nunit = "visits"\nrule = "sum"\n'},
            ["indicators.toml", "V01", "already", "another code"],
        ),
        ({"indicators_toml": '[Z01]\nunit = "visits"\nrule = "mean"\n'}, ["indicators.toml", "Z01.rule", "'mean'"]),
        (
            {"indicators_toml": '[Z01]\nunit = "visits"\nrule = "ratio"\n'},
            ["indicators.toml", "Z01", "add 'of' and 'per'"],
        ),
        (
            {"indicators_toml": '[Z01]\nunit = "visits"\nrule = "sum"\nper = "N01"\n'},
            ["indicators.toml", "Z01", "ratio"],
        ),
        (
            {"indicators_toml": '[Z01]\nunit = "visits"\nrule = "ratio"\nof = ["V01"]\nper = "N09"\n'},
            ["indicators.toml", "Z01.per", "indicator 'N09' is not declared", "declare 'N09' or change"],
        ),
        ({"indicators_toml": '[Z01]\nunit = "visits"\nrule = "sum"\npart_of = "V0"\n'}, ["Z01.part_of", "'V0'"]),
        ({"categories_toml": '["ZZ.A"]\nimpact_area = "ZZ"\n'}, ["categories.toml", "ZZ.A.impact_area", "'ZZ'"]),
    ],
)
def test_what_cannot_be_is_refused_with_file_key_and_remedy(
    tmp_path: Path, changes: dict[str, str], said: list[str]
) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_catalogue(written(tmp_path, **changes))
    assert [word for word in said if word not in str(refused.value)] == []


def test_a_folder_without_network_toml_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"network.toml.*no such file.*name ="):
        load_catalogue(tmp_path)


def test_a_new_indicator_and_its_words_lie_in_the_network_folder(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        indicators_toml='[Z01]\nunit = "toys"\nrule = "sum"\nimpact_areas = ["CL"]\n\n'
        '[Z02]\nunit = "toys"\nrule = "ratio"\nof = ["Z01"]\nper = "V01"\n',
        text__en_toml='[indicator.Z01]\nname = "Toys lent"\n\n'
        '[unit.toys]\nname = "toys"\none = "{n} toy"\nother = "{n} toys"\n',
    )
    catalogue = load_catalogue(folder)
    words = text("en", *catalogue.text_folders)
    assert list(catalogue.indicators)[-2:] == ["Z01", "Z02"]
    assert words["indicator.Z01.name"] == "Toys lent"
    assert words.plural("unit.toys", 2) == "2 toys"


def test_a_new_language_lies_in_the_network_folder(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        network_toml='name = "small"\nlanguages = ["uk", "ro"]\n',
        territories_csv="code,name_ro,name_uk\nT1,Unu,Один\nT2,Doi,\n",
        text__uk_toml='[group.both]\nname = "Разом"\n[selection]\nall_months = "усі місяці"\n',
    )
    catalogue = load_catalogue(folder)
    words = text("uk", *catalogue.text_folders)
    assert catalogue.languages == ("uk", "ro")
    assert words["group.both.name"] == "Разом"
    assert catalogue.territories["T1"].name("uk") == "Один"
    assert catalogue.territories["T2"].name("uk") == "Doi"


def test_a_network_takes_from_its_base_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "network.toml").write_text('name = "pilot"\nbase = "novateca"\n', encoding="utf-8")
    (tmp_path / "groups.toml").write_text(
        '[mine]\nkind = "programme"\nmembers = [{ territory = "MD-OR" }]\n', encoding="utf-8"
    )
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "en.toml").write_text('[group.mine]\nname = "Mine"\n', encoding="utf-8")
    catalogue = load_catalogue(tmp_path)
    words = text("en", *catalogue.text_folders)
    assert list(catalogue.groups) == ["mine"]
    assert len(catalogue.territories) == 37
    assert (words["group.mine.name"], words["group.nord.name"]) == ("Mine", "North")
    assert catalogue.text_folder == tmp_path / "text"


def test_a_network_is_named_by_its_folder_or_as_one_that_ships(tmp_path: Path) -> None:
    assert network_folder() == network_folder("novateca")
    assert (network_folder("novateca") / "areas.csv").is_file()
    assert network_folder(str(tmp_path)) == tmp_path


def test_other_names_join_the_libraries_and_places_they_belong_to(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        area_aliases_csv="text,code\nUnul,T1\n",
        library_aliases_csv="text,library\nBibl. Unu,T1-0001\nUnu sat,T1-0001\n",
    )
    catalogue = load_catalogue(folder)
    assert catalogue.territories["T1"].aliases == ("Unul",)
    assert catalogue.libraries["T1-0001"].aliases == ("Bibl. Unu", "Unu sat")


def test_a_catalogue_does_not_change_and_travels_to_other_processes() -> None:
    catalogue = load_catalogue()
    assert pickle.loads(pickle.dumps(catalogue)) == catalogue  # noqa: S301 - written one line above
    with pytest.raises(FrozenInstanceError):
        catalogue.folder = Path()  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        catalogue.indicators["V01"].unit = "loans"
