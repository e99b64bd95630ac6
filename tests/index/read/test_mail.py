"""Mails: headers in old encodings, the part to read, what is attached."""

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from index.errors import UnreadableFileError
from index.read.mail import read_mail
from index.records import RawFile

PLAIN = "各科室：\n渡口已经修好，新造渔船120艘。\n"


def read(tmp_path: Path, data: bytes) -> RawFile:
    (tmp_path / "a.eml").write_bytes(data)
    return read_mail(tmp_path / "a.eml")


def marked(raw: RawFile) -> list[str]:
    return [f"{line.mark}: {line.text}" if line.mark else line.text for line in raw.lines if line.text]


def mail(subject: str = "渡口简报") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, "局办 <a@example.com>", "Tue, 21 Apr 2026 23:30:00 +0800"
    return made


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
def test_plain_texts_in_every_coding(tmp_path: Path, charset: str, coding: str) -> None:
    text = "今年新渡口的人口普查，大家都可以看。\n"
    made = mail()
    made.set_content(text, charset=charset, cte=coding)
    raw = read(tmp_path, made.as_bytes())
    assert marked(raw) == ["heading: 渡口简报", "furniture: 发件人：局办 <a@example.com>", text.strip()]
    assert raw.title == "渡口简报"
    assert raw.dating is not None
    assert (raw.dating.day, raw.dating.how) == (date(2026, 4, 21), "metadata: Date")


def test_the_day_is_that_of_china(tmp_path: Path) -> None:
    raw = read(tmp_path, b"From: a@example.com\r\nDate: Tue, 21 Apr 2026 23:30:00 +0000\r\n\r\nhello")
    assert raw.dating is not None
    assert raw.dating.day == date(2026, 4, 22)


@pytest.mark.parametrize(
    "subject",
    [
        "=?gb2312?B?tsm/2rzysag=?=",
        "=?GBK?Q?=B6=C9=BF=DA?= =?gbk?Q?=BC=F2=B1=A8?=",
        "渡口简报".encode("gb18030").decode("latin-1"),
    ],
)
def test_subjects_in_old_encodings(tmp_path: Path, subject: str) -> None:
    data = f"Subject: {subject}\r\nFrom: a@example.com\r\n\r\nhello".encode("latin-1")
    assert read(tmp_path, data).title == "渡口简报"


def test_the_page_is_read_rather_than_the_plain_text(tmp_path: Path) -> None:
    made = mail()
    made.set_content(PLAIN)
    made.add_alternative("<p>各科室：</p><table><tr><th>指标<th>产量<tr><td>渔船<td>120</table>", subtype="html")
    assert marked(read(tmp_path, made.as_bytes()))[2:] == ["各科室：", "columns: 指标 | 产量", "row: 渔船 | 产量 120"]


def test_the_plain_text_is_read_where_the_page_says_little(tmp_path: Path) -> None:
    made = mail()
    made.set_content(PLAIN)
    made.add_alternative("<p>见文本</p>", subtype="html")
    assert marked(read(tmp_path, made.as_bytes()))[2:] == PLAIN.split()


def test_what_is_attached_is_named_and_a_mail_within_is_read(tmp_path: Path) -> None:
    made = mail()
    made.set_content(PLAIN)
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename="年报.pdf")
    inner = mail("旧信")
    inner.set_content("渔船已下水。\n")
    made.add_attachment(inner)
    assert marked(read(tmp_path, made.as_bytes()))[4:] == [
        *("furniture: 附件：年报.pdf", "heading: 旧信", "furniture: 发件人：局办 <a@example.com>", "渔船已下水。"),
    ]


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    data = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=gb2312\n\n<title>渡口</title><p>已修好。\n--x--\n"
    raw = read(tmp_path, data.encode("gb18030"))
    assert (raw.title, marked(raw)) == ("渡口", ["已修好。"])


def test_an_encrypted_mail_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="it is encrypted; save it without encryption"):
        read(tmp_path, b"From: a\nContent-Type: application/pkcs7-mime\n\nx")


def test_an_encoded_word_that_is_none_stands_as_it_is(tmp_path: Path) -> None:
    assert read(tmp_path, b"Subject: =?gbk?B?tsm2?= x\nFrom: a@example.com\n\nhello").title == "渡\ufffd x"
    assert read(tmp_path, b"Subject: =?utf-8?B?abcde?=\nFrom: a@example.com\n\nhello").title == "=?utf-8?B?abcde?="
