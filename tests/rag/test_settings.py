import pytest
from pydantic import ValidationError

from rag.settings import VocabularySettings


def test_abbreviations() -> None:
    assert VocabularySettings.model_validate({}).abbreviations == {}
    told = {"abbreviations": {"轴协": "轴承行业协会"}}
    assert VocabularySettings.model_validate(told).abbreviations == {"轴协": "轴承行业协会"}


@pytest.mark.parametrize("told", [{"abbreviation": {}}, {"abbreviations": {"轴协": 3}}, {"abbreviations": []}])
def test_what_nobody_knows_is_an_error(told: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        VocabularySettings.model_validate(told)
