"""Every kind of chart is a valid Plotly figure with exactly the numbers and words of its spec."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import get_args

import plotly.graph_objects as go
import pytest
from plotly.offline import get_plotlyjs_version

from dashboard.charts.render.plotly import CONFIG, DRAWN_KINDS, config, figure
from dashboard.charts.spec import Band, Kind, Mark, Series

ASSETS = Path(__file__).parents[4] / "dashboard" / "assets"
NAMES = ("MD-CU", "MD-BA", "MD-OR")
NAME_LABELS = ("Chișinău", "Bălți", "Orhei")


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_every_kind_is_a_figure_plotly_accepts_and_json_carries(kinds, language):
    drawn_here = {name: spec for name, spec in kinds.items() if spec.kind in DRAWN_KINDS}
    assert {spec.kind for spec in drawn_here.values()} == DRAWN_KINDS == set(get_args(Kind)) - {"multiples"}
    for name, spec in drawn_here.items():
        drawn = figure(spec, language)
        go.Figure(drawn)
        assert json.loads(json.dumps(drawn)) == drawn, name


def test_a_line_draws_the_values_of_the_spec_and_keeps_a_gap_a_gap(spec):
    values = (1.0, None, 0.0, *(float(place) for place in range(9)))
    trace = figure(spec(series=(Series("V01", "Vizite", values),)), "ro")["data"][0]
    assert tuple(trace["y"]) == values
    assert trace["connectgaps"] is False
    assert trace["x"][0] == "2017-01-15"


def test_a_month_between_two_gaps_is_seen(spec):
    values = (1.0, 2.0, None, 3.0, None, *(4.0,) * 7)
    sizes = figure(spec(series=(Series("V01", "Vizite", values),)), "ro")["data"][0]["marker"]["size"]
    assert sizes[3] > 0
    assert sizes[0] == sizes[1] == 0


def test_low_coverage_is_a_hollow_marker_or_a_light_bar(spec, kinds):
    hollow = tuple(place == 4 for place in range(12))
    marker = figure(spec(series=(Series("V01", "Vizite", (1.0,) * 12, hollow),)), "ro")["data"][0]["marker"]
    assert [place for place, symbol in enumerate(marker["symbol"]) if symbol == "circle-open"] == [4]
    fills = figure(kinds["bars"], "ro")["data"][0]["marker"]["color"]
    assert fills == ["#12436D", "#12436D", "rgba(18,67,109,0.25)"]


def test_one_line_needs_no_name_and_several_are_named_at_their_ends(kinds, spec):
    assert figure(spec(), "ro")["layout"]["annotations"] == []
    two = spec(series=(Series("a", "Vizite", (1.0,) * 12), Series("b", "Participări la servicii", (2.0,) * 12)))
    drawn = figure(two, "ro")
    assert drawn["layout"]["showlegend"] is False
    texts = [note["text"] for note in drawn["layout"]["annotations"]]
    assert texts[0].endswith("Vizite") and "#12436D" in texts[0]
    assert texts[1].endswith("Participări la<br>servicii") and "#28A197" in texts[1]
    low, high = (note["y"] for note in drawn["layout"]["annotations"])
    assert low < high


def test_a_line_without_any_value_gets_no_name(kinds):
    assert len(figure(kinds["lines"], "ro")["layout"]["annotations"]) == 1


def test_the_axis_of_counts_starts_at_zero(kinds):
    assert figure(kinds["line"], "ro")["layout"]["yaxis"]["range"][0] == 0
    assert figure(kinds["bars"], "ro")["layout"]["yaxis"]["rangemode"] == "tozero"
    assert figure(kinds["ranked"], "ro")["layout"]["xaxis"]["range"][0] == 0


def test_the_first_and_the_last_month_are_labelled_and_a_year_is_written_once(spec):
    axis = figure(spec(), "ro")["layout"]["xaxis"]
    assert axis["ticktext"][0] == "ian.<br>2017"
    assert axis["ticktext"][-1] == "dec."
    assert len(axis["ticktext"]) <= 7


def test_a_stage_shades_its_days_and_an_unknown_end_is_dashed(spec, stage):
    layout = figure(spec(bands=(stage,)), "ro")["layout"]
    assert [(shape["x0"], shape["x1"]) for shape in layout["shapes"]] == [("2017-04-01", "2017-11-01")]
    assert layout["annotations"][0]["text"] == "Etapa 2"
    open_ended = Band("Etapa 1", date(2016, 9, 1), date(2017, 1, 31), open_ended=True)
    shapes = figure(spec(bands=(open_ended,)), "ro")["layout"]["shapes"]
    assert [(shape["type"], shape["x0"]) for shape in shapes] == [("rect", "2017-01-01"), ("line", "2017-02-01")]
    assert shapes[1]["line"]["dash"] == "dash"


def test_a_stage_outside_the_months_shown_is_left_out(spec):
    layout = figure(spec(bands=(Band("Etapa 1", date(2016, 9, 1), date(2016, 12, 31)),)), "ro")["layout"]
    assert layout["shapes"] == [] and layout["annotations"] == []


def test_bars_of_two_years_have_a_legend_that_cannot_be_clicked_away(kinds):
    drawn = figure(kinds["bars"], "ro")
    assert [trace["name"] for trace in drawn["data"]] == ["2017", "2016 (aceleași luni)"]
    assert drawn["layout"]["showlegend"] is True
    assert drawn["layout"]["legend"]["itemclick"] is False
    assert drawn["data"][0]["y"] == [5.0, None, 7.0]


def test_a_ranking_shows_names_and_values_from_the_top_and_grows_with_its_rows(kinds, spec):
    drawn = figure(kinds["ranked"], "ro")
    assert drawn["data"][0]["x"] == [120034.0, 90000.0, None]
    assert drawn["data"][0]["texttemplate"] == "%{x:,.0f}"
    assert drawn["layout"]["yaxis"]["ticktext"] == list(NAME_LABELS)
    assert drawn["layout"]["yaxis"]["range"] == [2.5, -0.5]
    longer = spec(
        kind="ranked", categories=NAMES * 4, category_labels=NAME_LABELS * 4, series=(Series("V01", "", (1.0,) * 12),)
    )
    assert figure(longer, "ro")["layout"]["height"] > drawn["layout"]["height"]


@pytest.mark.parametrize(("language", "marks"), [("ro", ",."), ("ru", ",\u00a0"), ("en", ".,")])
def test_numbers_are_separated_as_the_language_does(spec, language, marks):
    assert figure(spec(), language)["layout"]["separators"] == marks


def test_fractions_keep_a_decimal_and_shares_their_sign(spec):
    share = spec(kind="ranked", categories=("a",), category_labels=("a",), series=(Series("x", "", (12.5,)),), unit="%")
    assert figure(share, "ro")["data"][0]["texttemplate"] == "%{x:,.1f}\u00a0%"


def test_a_name_from_a_file_stays_text(spec):
    drawn = figure(
        spec(
            kind="ranked",
            categories=("x",),
            category_labels=("<a href='http://x'>Hîrtop</a>",),
            series=(Series("V01", "<b>V", (1.0,)),),
        ),
        "ro",
    )
    assert "<a" not in json.dumps(drawn["layout"]["yaxis"])
    assert drawn["data"][0]["name"] == "&lt;b&gt;V"
    assert drawn["data"][0]["customdata"][0][0].startswith("&lt;a")


def test_the_background_is_clear_and_the_font_is_the_page_s(spec):
    layout = figure(spec(), "ro")["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert layout["font"]["family"] == "inherit"


def test_no_graph_offers_to_send_its_data_anywhere():
    assert CONFIG["displayModeBar"] is False
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["plotlyServerURL"] == ""
    assert config("ru") == {**CONFIG, "locale": "ru"}


def test_the_plotly_in_the_assets_is_the_one_the_figures_are_checked_against():
    vendored = next((ASSETS / "vendor").glob("*plotly-cartesian.min.js"))
    version = re.search(r"plotly\.js \(cartesian[^)]*\) v([\d.]+)", vendored.read_text(encoding="utf-8")[:2000])
    assert version and version[1] == get_plotlyjs_version()


def test_a_single_event_is_a_thin_line_on_its_day_with_its_name(kinds):
    layout = figure(kinds["line"], "ro")["layout"]
    (line,) = [shape for shape in layout["shapes"] if shape["type"] == "line"]
    assert (line["x0"], line["x1"]) == ("2017-09-12", "2017-09-12")
    assert [note["text"] for note in layout["annotations"]] == ["Etapa 2", "Iarmaroc"]


def test_labels_above_a_trend_share_a_row_where_they_have_room(spec):
    far = (Mark("Iarmaroc", date(2017, 2, 1)), Mark("Tîrg", date(2017, 11, 1)))
    near = (Mark("Iarmarocul Comunității", date(2017, 2, 1)), Mark("Hram", date(2017, 3, 1)))
    assert [note["yshift"] for note in figure(spec(marks=far), "ro")["layout"]["annotations"]] == [0, 0]
    assert [note["yshift"] for note in figure(spec(marks=near), "ro")["layout"]["annotations"]] == [0, 16]


def test_what_is_compared_with_is_grey_thin_and_behind(kinds):
    behind, ahead = figure(kinds["season"], "ro")["data"]
    assert (behind["name"], ahead["name"]) == ("2016", "2017")
    assert behind["line"] == {"color": "#8C959E", "width": 1.5}
    assert ahead["line"]["color"] == "#12436D"


def test_a_share_says_itself_where_its_part_has_room(spec, kinds):
    narrow = Series("c", "Rest", (5.0, 0.0, None))
    traces = figure(spec(**{**vars_of(kinds["stacked"]), "series": (*kinds["stacked"].series, narrow)}), "ro")["data"]
    assert traces[0]["texttemplate"] == ["%{x:,.0f}\u00a0%"] * 3
    assert traces[2]["texttemplate"] == ["", "", ""]


def vars_of(spec):
    return {name: getattr(spec, name) for name in spec.__dataclass_fields__}


def test_dots_have_their_intervals_their_reference_and_their_words(kinds):
    drawn = figure(kinds["dots"], "ro")
    effect = drawn["data"][1]
    assert effect["x"] == [4.2, -1.0, None]
    assert effect["error_x"]["array"] == pytest.approx([3.1, 2.0, 0.0])
    assert effect["error_x"]["arrayminus"] == pytest.approx([3.1, 2.0, 0.0])
    assert drawn["layout"]["shapes"][0]["x0"] == 0.0
    named = [label.split("<br>") for label in drawn["layout"]["yaxis"]["ticktext"]]
    assert [lines[-1] for lines in named[:2]] == ["<b>4,2\u00a0% (1,1 – 7,3)</b>", "<b>-1,0\u00a0% (-3,0 – 1,0)</b>"]
    assert "<b>" not in "".join(named[2]), "what has no value is a name alone"


def test_the_words_of_dots_leave_a_phone_room_for_the_dots(kinds):
    drawn = figure(kinds["dots"], "ro")
    longest = max(len(line) for label in drawn["layout"]["yaxis"]["ticktext"] for line in label.split("<br>"))
    assert longest <= 32, "of a line with its marks: about half of 390 pixels"
    assert drawn["layout"]["margin"]["r"] <= 16
    ticks = drawn["layout"]["xaxis"]["ticktext"]
    assert 2 <= len(ticks) <= 4 and all(tick.endswith("%") for tick in ticks)


def test_a_cell_has_a_letter_a_fill_and_words_and_no_cell_is_blank(kinds):
    (cells,) = figure(kinds["heat"], "ro")["data"]
    assert cells["z"] == [[0.0, 1.0, None], [2.0, 3.0, 4.0]]
    assert cells["text"] == [["R", "L", ""], ["Î", "N", "–"]]
    assert cells["customdata"][0][0] == ["<b>Chișinău</b><br>ian. 2017: 12 din 12", "/ro/reporting?territory=MD-CU"]
    assert cells["customdata"][1][1][0].endswith("feb. 2017: necitit")
    assert [tone for _, tone in cells["colorscale"]][::2] == ["#12436D", "#B3CBE2", "#D5D9DD", "#F46A25", "#FFFFFF"]


def test_a_region_is_filled_by_its_step_and_no_data_is_hatched(kinds):
    there, missing = figure(kinds["map"], "ro")["data"]
    assert there["fillcolor"] == "#12436D" and "fillpattern" not in there
    assert missing["fillpattern"]["shape"] == "/"
    assert there["x"].count(None) == 1, "an island is a part of the same region"
    assert there["customdata"] == ["Chișinău", "/ro/territories?territory=MD-CU"]


def test_a_click_leads_where_the_category_leads(kinds):
    assert figure(kinds["ranked"], "ro")["data"][0]["customdata"][0] == ["Chișinău", "/ro/overview?territory=MD-CU"]
