from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from rag.settings import AnswersSettings, EmbedderSettings, RerankerSettings, VocabularySettings


def test_abbreviations() -> None:
    assert VocabularySettings.model_validate({}).abbreviations == {}
    told = {"abbreviations": {"轴协": "轴承行业协会"}}
    assert VocabularySettings.model_validate(told).abbreviations == {"轴协": "轴承行业协会"}


def test_an_embedder() -> None:
    unsaid = {"model": None, "query_prompt": None, "passage_prompt": None, "device": None, "batch": 32}
    assert EmbedderSettings.model_validate({}).model_dump() == unsaid
    told: dict[str, Any] = {"model": "BAAI/bge-m3", "query_prompt": "", "device": "cuda", "batch": 8}
    assert EmbedderSettings.model_validate(told).model_dump() == unsaid | told


def test_a_reranker() -> None:
    unsaid = {"model": None, "device": None, "batch": 32, "candidates": 30}
    assert RerankerSettings.model_validate({}).model_dump() == unsaid
    told: dict[str, Any] = {"model": "BAAI/bge-reranker-v2-m3", "device": "cpu", "batch": 4, "candidates": 10}
    assert RerankerSettings.model_validate(told).model_dump() == told


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (VocabularySettings, {"abbreviation": {}}),
        (VocabularySettings, {"abbreviations": {"轴协": 3}}),
        (VocabularySettings, {"abbreviations": []}),
        (EmbedderSettings, {"name": "BAAI/bge-m3"}),
        (EmbedderSettings, {"model": ""}),
        (EmbedderSettings, {"batch": 0}),
        (EmbedderSettings, {"batch": "8"}),
        (EmbedderSettings, {"query_prompt": "query: "}),
        (RerankerSettings, {"candidates": 0}),
        (RerankerSettings, {"prompt": ""}),
    ],
)
def test_what_nobody_knows_is_an_error(settings: type[BaseModel], told: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        settings.model_validate(told)


def test_how_likely_an_answer_has_to_be() -> None:
    assert AnswersSettings.model_validate({}).probability is None
    assert AnswersSettings.model_validate({"probability": 0.3}).probability == 0.3
    with pytest.raises(ValidationError):
        AnswersSettings.model_validate({"probability": 1.5})
