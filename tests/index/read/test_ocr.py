from pathlib import Path

import pypdfium2
import pytest

from index.build import check_paths, ingest
from index.errors import UnreadableFileError
from index.folder import IndexFolder
from index.read import ocr
from index.read.glyphs import Box
from index.read.ocr import is_installed, read_image
from index.read.pdf import read_pdf
from tests.index.read.placed import CHROMIUM, write_pdf

SHIP = "望江市召开船舶工业座谈会，通报今年一季度生产情况。全市造船完工量达到86.4万载重吨，同比增长17.2%。"
TEA = "东山县举行春茶开采仪式。今年全县茶园面积23.6万亩，预计产值可达41亿元，带动6.3万农户增收。"
TABLE = (
    "<table class=ruled><tr><th>指标<th>单位<th>一季度<th>同比</tr><tr><td>造船完工量<td>万吨<td>86.4<td>17.2%</tr>"
    "<tr><td>手持订单量<td>万吨<td>455.0<td>21.3%</tr></table>"
)
installed = pytest.mark.skipif(not (CHROMIUM and is_installed()), reason="install jushi[ocr] and Debian's chromium")


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of our own text as a picture."""
    folder = tmp_path_factory.mktemp("scan")
    body = f"<h1>船舶工业开局良好</h1><div class=two><p>{SHIP}<p>{TEA}<p>{SHIP}<p>{TEA}</div>{TABLE}"
    page = pypdfium2.PdfDocument(write_pdf(folder / "a.pdf", body))[0]
    page.render(scale=200 / 72).to_pil().save(folder / "照片.png")
    return folder / "照片.png"


@installed
@pytest.mark.slow
def test_a_picture_is_read_as_its_page_would_be(scan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raw = read_image(scan)
    assert [(line.mark, line.text) for line in raw.lines if line.text] == [
        ("heading", "船舶工业开局良好"),
        ("", SHIP),
        ("", TEA),
        ("", SHIP),
        ("", TEA),
        ("columns", "指标 | 单位 | 一季度 | 同比"),
        ("row", "造船完工量 | 万吨 | 一季度 86.4 | 同比 17.2%"),
        ("row", "手持订单量 | 万吨 | 一季度 455.0 | 同比 21.3%"),
    ]
    assert capfd.readouterr() == ("", "")


@installed
@pytest.mark.slow
def test_pages_of_a_pdf_that_are_pictures_are_recognised(scan: Path) -> None:
    from PIL import Image

    with Image.open(scan) as image:
        image.convert("RGB").save(scan.with_suffix(".pdf"), resolution=200)
    raw = read_pdf(scan.with_suffix(".pdf"))
    assert raw.unread == ""
    assert [line.text for line in raw.lines if line.text][:2] == ["船舶工业开局良好", SHIP]


def test_without_the_extra_a_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(UnreadableFileError) as error:
        read_image(tmp_path / "照片.png")
    assert str(error.value) == f"cannot read {tmp_path / '照片.png'}: it is a picture; install jushi[ocr] to read it"


@pytest.mark.skipif(not is_installed(), reason="install jushi[ocr]")
@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff" + b"\x00" * 99])
def test_a_damaged_picture_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "照片.png"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as error:
        read_image(path)
    assert str(error.value) == f"cannot read {path}: it is damaged or no picture; save it again"


@pytest.mark.skipif(not is_installed(), reason="install jushi[ocr]")
def test_a_picture_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.setattr(ocr, "_MOST_PIXELS", 99)
    Image.new("RGB", (10, 10)).save(tmp_path / "a.png")
    with pytest.raises(UnreadableFileError) as error:
        read_image(tmp_path / "a.png")
    assert str(error.value) == f"cannot read {tmp_path / 'a.png'}: it has 10 × 10 pixels; save it smaller"


def test_the_characters_of_a_line_are_spread_over_it() -> None:
    placed = list(ocr._spread("增 6%", Box(0, 0, 50, 20), 20))
    assert [(glyph.text, glyph.x0, glyph.x1, glyph.size) for glyph in placed] == [
        ("增", 0.0, 20.0, 17.0),
        ("6", 30.0, 40.0, 17.0),
        ("%", 40.0, 50.0, 17.0),
    ]


def test_boxes_of_about_one_height_are_of_one_size() -> None:
    sizes = [next(ocr._spread("字", Box(0, 0, 20, height), 20.0)).size for height in (16, 24, 40)]
    assert sizes == [17.0, 17.0, 34.0]


@installed
@pytest.mark.slow
def test_a_picture_is_read_within_the_limits_of_a_process(scan: Path, tmp_path: Path) -> None:
    """Recognition takes more memory and time than any other file is allowed."""
    folder = IndexFolder.create(tmp_path / "index")
    report = ingest(folder, check_paths([scan]), processes=1)
    assert report.failures == []
    assert SHIP in next(folder.store.documents()).text
