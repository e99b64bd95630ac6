"""Which model is loaded for an index, from where, and which is refused."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from index.embed import BUNDLED, EmbedderChoice, StaticEmbedder
from index.errors import BrokenIndexError, UsageError
from index.models import Models, load_embedder
from index.records import EmbedderRecord
from tests.tiny import bi_encoder

HERE = Path("an/index")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bi_encoder(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def bundled() -> EmbedderRecord:
    return StaticEmbedder.load().record


def test_the_bundled_model_is_taken_by_default_by_name_and_by_folder(bundled: EmbedderRecord, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(BUNDLED, tmp_path / "model"))
    names = [None, "", bundled.name, "jushi-static-zh-en", str(copied)]
    loaded = [load_embedder(EmbedderChoice(name)) for name in names]
    assert [type(embedder) for embedder in loaded] == [StaticEmbedder] * 5
    assert [embedder.name for embedder in loaded] == [bundled.name] * 5
    assert [embedder.record.source for embedder in loaded] == ["", "", "", "", str(copied)]


def test_a_static_model_takes_no_prompts() -> None:
    with pytest.raises(UsageError, match=r"the model jushi-static-zh-en@\S+ takes no prompts: leave them out"):
        load_embedder(EmbedderChoice(query_prompt="query: "))


def test_an_index_has_its_own_model_where_none_is_wanted(bundled: EmbedderRecord, tiny: Path) -> None:
    models = Models(EmbedderChoice(device="cpu", batch=4))
    made_with = replace(Models(EmbedderChoice(str(tiny))).wanted().record, query_prompt="a:")
    assert models.of_index(HERE, made_with).record == made_with
    assert models.of_index(HERE, bundled).record == bundled


def test_a_model_is_loaded_once(tiny: Path) -> None:
    models = Models(EmbedderChoice(str(tiny), device="cpu"))
    made_with = models.wanted().record
    assert models.of_index(HERE, made_with) is models.of_index(HERE, made_with)
    assert models.wanted() is models.wanted()


def test_another_model_than_the_one_wanted_is_refused(bundled: EmbedderRecord, tiny: Path) -> None:
    made_with = Models(EmbedderChoice(str(tiny))).wanted().record
    for wanted, theirs in (("jushi-static-zh-en", made_with), (str(tiny), bundled), ("BAAI/bge-m3", made_with)):
        with pytest.raises(BrokenIndexError) as raised:
            Models(EmbedderChoice(wanted)).of_index(HERE, theirs)
        assert str(raised.value) == (
            f"an/index was made with the model {theirs.name}, in jushi.toml it is {wanted}: "
            "embed its passages anew with `jushi ingest --reembed --index an/index`"
        )


def test_other_prompts_than_those_wanted_are_refused(tiny: Path) -> None:
    made_with = Models(EmbedderChoice(str(tiny))).wanted().record
    prompted = replace(made_with, query_prompt="a:", passage_prompt="b:")
    for query, passage, said in (("c:", "b:", "query_prompt 'a:'"), ("a:", "", "passage_prompt 'b:'")):
        with pytest.raises(BrokenIndexError, match=f"was made with the {said}, in jushi.toml it is "):
            Models(EmbedderChoice(str(tiny), query, passage)).of_index(HERE, prompted)
    for wanted in (EmbedderChoice(str(tiny)), EmbedderChoice(str(tiny), "a:"), EmbedderChoice(str(tiny), "a:", "b:")):
        assert Models(wanted).of_index(HERE, prompted).record == prompted


def test_a_model_that_was_moved_is_the_same(tiny: Path, tmp_path: Path) -> None:
    moved = Path(shutil.copytree(tiny, tmp_path / "tiny"))
    made_with = replace(Models(EmbedderChoice(str(moved))).wanted().record, source="/gone/tiny")
    assert Models(EmbedderChoice(str(moved))).of_index(HERE, made_with).name == made_with.name


def test_other_weights_in_the_same_folder_are_refused(tiny: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "tiny"))
    models = Models(EmbedderChoice(str(folder)))
    made_with = models.wanted().record
    shutil.copy(bi_encoder(tmp_path / "other" / "tiny", seed=2) / "model.safetensors", folder)
    now = Models(EmbedderChoice(str(folder))).wanted().record
    for wanted in (Models(), Models(EmbedderChoice(str(folder)))):
        with pytest.raises(BrokenIndexError) as raised:
            wanted.of_index(HERE, made_with)
        assert f"made with the model {made_with.name}, here it is {now.name}: embed its" in str(raised.value)
    assert models.of_index(HERE, now).name == now.name  # what was loaded before the folder changed is not used


def test_who_wants_the_coming_model_gets_the_old_one_until_it_has_come(bundled: EmbedderRecord, tiny: Path) -> None:
    wanted = EmbedderChoice(str(tiny))
    coming = Models(wanted).wanted().record
    assert Models(wanted).of_index(HERE, bundled, coming).record == bundled
    for other in (EmbedderChoice("BAAI/bge-m3"), replace(wanted, passage_prompt="b:")):
        with pytest.raises(BrokenIndexError, match="was made with the model jushi-static-zh-en@"):
            Models(other).of_index(HERE, bundled, coming)
