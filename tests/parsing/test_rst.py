"""reStructuredText is read as docutils reads it, and can do no more than be read."""

from pathlib import Path

import pytest

from awesome_tui.parsing.rst import to_html


def test_a_lone_section_at_the_top_is_the_title() -> None:
    assert to_html("Trees\n=====\n\nOak\n---\n") == "<h1>Trees</h1><h2>Oak</h2>"


def test_several_sections_at_the_top_are_sections() -> None:
    assert to_html("Oak\n===\n\nFir\n===\n") == "<h2>Oak</h2><h2>Fir</h2>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("`A <http://a.example>`__", '<a href="http://a.example">A</a>'),
        ("A_\n\n.. _A: http://a.example", '<a href="http://a.example">A</a>'),
        ("A__\n\n__ http://a.example", '<a href="http://a.example">A</a>'),
        ("|a|\n\n.. |a| replace:: *b*", "<em>b</em>"),
        (
            "|a|_\n\n.. |a| image:: i\n.. _a: http://a.example",
            '<a href="http://a.example"><img ',
        ),
        ("|nowhere|", "nowhere"),
        (":ref:`Title <place>` :doc:`page`", "Title page"),
        (":web:`A <http://a.example>`", '<a href="http://a.example">A</a>'),
        (".. card:: *B*\n   :col: 3\n\n   - c", "<em>B</em>"),
        (".. card:: *B*\n   :col: 3\n\n   - c", "<li><p>c</p></li>"),
        (".. card:: B\n   :link: http://a.example", '<a href="http://a.example">'),
        (".. image:: i\n   :no: option\n   :target: http://a.example", "http://a.example"),
        (".. raw:: html\n\n   <b>c</b>", "<b>c</b>"),
        (".. role:: gone(strike)\n   :class: strike\n\n:gone:`a`", "a"),
    ],
)
def test_what_is_shown(text: str, html: str) -> None:
    assert html in to_html(text)


@pytest.mark.parametrize(
    "directive",
    [
        ".. include:: {}",
        ".. raw:: html\n   :file: {}",
        ".. raw:: html\n   :url: file://{}",
        ".. csv-table::\n   :file: {}",
        ".. csv-table::\n   :url: file://{}",
        ".. image:: {}\n   :loading: embed",
        ".. figure:: {}\n   :figwidth: image",
        ".. literalinclude:: {}",
    ],
)
def test_no_directive_reads_a_file(tmp_path: Path, directive: str) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg>classified</svg>")
    assert "classified" not in to_html(directive.format(secret))


def test_no_configuration_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docutils.conf").write_text("[general]\nfile_insertion_enabled: yes\n")
    (tmp_path / "secret").write_text("classified")
    monkeypatch.chdir(tmp_path)
    assert "classified" not in to_html(".. include:: secret")


def test_the_roles_of_one_list_are_unknown_to_the_next() -> None:
    role = ".. role:: html(raw)\n   :format: html\n\n"
    use = ":html:`<b>x</b>`"
    assert "<b>x</b>" in to_html(role + use)
    assert "<b>x</b>" not in to_html(use)


def test_substitutions_that_multiply_are_bounded() -> None:
    steps = [f".. |a{n}| replace:: " + f"|a{n - 1}| " * 10 for n in range(1, 12)]
    text = "|a11|\n\n.. |a0| replace:: laughter\n" + "\n".join(steps)
    assert len(to_html(text)) < 10_000_000


def test_a_substitution_within_itself_is_text() -> None:
    assert to_html("|a|\n\n.. |a| replace:: b |a|") == "<p>b a</p>"
