"""What the measurement of speed asks and says; never how long something takes."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from eval.bench import speed
from eval.bench.speed import HALF, WHOLE, Cost, costs, facts_in, half_cost, of_length, periods_in, whole_cost

LAX = ["--hostile-goal", "1e9", "--found-goal", "1e9", "--growth-goal", "1e9"]


@pytest.fixture
def command() -> typer.Typer:
    app = typer.Typer()
    app.command()(speed.main)
    return app


def test_texts_have_their_length() -> None:
    assert of_length("1月、", 7) == "1月、1月、1"
    assert {len(of_length(seed, 100)) for seed in (*HALF, *WHOLE)} == {100}


def test_pieces_are_named_once() -> None:
    assert len({*HALF, *WHOLE}) == len(HALF) + len(WHOLE)


@pytest.mark.parametrize("seed", HALF)
def test_half_expressions_are_no_periods(seed: str) -> None:
    assert periods_in(of_length(seed, 400)) == 0


def test_what_is_found_is_counted() -> None:
    assert periods_in("一季度产量增长7.7%，3月增长9%。") == 2
    assert facts_in("一季度产量增长7.7%。") == 1
    assert half_cost(periods_in, "1年", 400).found == 0
    assert whole_cost(periods_in, "1月", 400).found == 200


def test_a_cost_is_told_by_the_character() -> None:
    assert Cost("1月", 1000, 0.002, 500).each == pytest.approx(2.0)


def test_what_a_reader_finds_is_judged_as_whole() -> None:
    half, whole = costs(lambda text: text.count("1年"), 100)
    assert "1年" in {cost.seed for cost in whole}
    assert {cost.seed for cost in half} < set(HALF)


def test_goals_that_are_met(command: typer.Typer) -> None:
    result = CliRunner().invoke(command, ["--length", "200", *LAX])
    assert result.exit_code == 0
    assert "characters a second are left out" in result.stdout


def test_goals_that_are_missed(command: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path), "--length", "200", *LAX, "--found-goal", "0"])
    assert result.exit_code == 1
    assert "missed: periods, '今年'" in result.output
