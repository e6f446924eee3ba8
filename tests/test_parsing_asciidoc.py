"""AsciiDoc is read as Asciidoctor shows it."""

import pytest

from awesome_tui.parsing.asciidoc import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("link:a/b.adoc[A]", '<a href="a/b.adoc">A</a>'),
        ("http://a.example[A^]", '<a href="http://a.example">A</a>'),
        ("http://a.example[A, role=b]", '<a href="http://a.example">A</a>'),
        ('http://a.example["A, b"]', '<a href="http://a.example">A, b</a>'),
        ("http://a.example[A [b\\]]", '<a href="http://a.example">A [b]</a>'),
        ("http://a.example[image:b.png[B]]", '<a href="http://a.example"><img alt="B"></a>'),
        ("http://a.example[]", '<a href="http://a.example">http://a.example</a>'),
        ("(http://a.example).", '(<a href="http://a.example">http://a.example</a>).'),
        ("link:http://a.example/&#43;[A]", '<a href="http://a.example/+">A</a>'),
        ("link:++http://a.example/b__c++[A]", '<a href="http://a.example/b__c">A</a>'),
        (
            "image:b.png[B, link=http://a.example]",
            '<a href="http://a.example"><img alt="B"></a>',
        ),
        (
            "<<oak>> <<oak,Oak>> xref:b.adoc#oak[B]",
            '<a href="#oak">Oak</a> <a href="b.adoc#oak">',
        ),
        ("me@a.example", '<a href="mailto:me@a.example">me@a.example</a>'),
        (":u: http://a.example\n\n{u}[A] {none}", '<a href="http://a.example">A</a> {none}'),
        (":u: b\n:u!:\n\n{u}", "<p>{u}</p>"),
        ("*b* _i_ `c` **u**s a*b*c", "<b>b</b> <i>i</i> <code>c</code> <b>u</b>s a*b*c"),
        ("+*a*+ `+*b*+` C{plus}{plus} \\*c*", "*a* <code>*b*</code> C++ *c*"),
        ("[.line-through]#a# #b# x^2^", "<del>a</del> <mark>b</mark> x<sup>2</sup>"),
        ("a +\nb footnote:[c]", "a<br>\nb  (c)"),
        ("+++<b>a</b>+++", "<b>a</b>"),
        ("it's a -- b--c (C) `d...`", "it’s a — b—c © <code>d…</code>"),
        ("a -> b => c <- d <= e --> \\...", "a → b ⇒ c ← d ⇐ e -→ ..."),
        ("Oak\n---\n\n=== Fir ===", "<h2>Oak</h2><h3>Fir</h3>"),
        (":leveloffset: +1\n\n= Oak", "<h2>Oak</h2>"),
        ("a::\n\nb\n\nc", "<dl><dt>a</dt><dd><p>b</p></dd></dl><p>c</p>"),
        ("* a\n+\n----\nb\n----\n* c", "<p>a</p><pre>b</pre></li></ul><ul><li><p>c</p>"),
        ("* a\n** b\n\n+\nc", "<p>b</p></li></ul><p>c</p></li></ul>"),
        ("* [x] a\n\nb", "<p>a</p></li></ul><p>b</p>"),
        ("--\n* a\n--\nb", "<div><ul><li><p>a</p></li></ul></div><p>b</p>"),
        ("____\na\n____", "<blockquote><p>a</p></blockquote>"),
        ("[listing]\n*a*\n\n*b*", "<pre>*a*</pre><p><b>b</b></p>"),
        (
            "|===\n|a |b\n\n|c\n|d\n|===",
            "<tr><th><p>a</p></th><th><p>b</p></th></tr><tr><td><p>c",
        ),
        (
            '[cols="1,a"]\n|===\n|a|* b\n|===',
            "<td><p>a</p></td><td><ul><li><p>b</p></li></ul></td>",
        ),
        (',===\na,"b,c"\n,===', "<td><p>a</p></td><td><p>b,c</p></td>"),
        ("ifdef::none[]\na\nifdef::b[c]\nendif::[]\nd", "<p>d</p>"),
        ("ifdef::env-github[a]", "<p>a</p>"),
        ("include::b.adoc[]", '<a href="b.adoc">b.adoc</a>'),
        ("// a\n////\nb\n////\n[comment]\nc", ""),
    ],
)
def test_what_is_shown(text: str, html: str) -> None:
    shown = to_html(text)
    assert html in shown if html else not shown


def test_the_author_and_the_revision_are_not_shown() -> None:
    text = "= Oaks\nAnn <ann@a.example>\nv1, 2024\n:u: b\n\n{u}"
    assert to_html(text) == "<h1>Oaks</h1><p>b</p>"


def test_attributes_that_multiply_are_bounded() -> None:
    steps = "\n".join(f":a{n + 1}: " + f"{{a{n}}}" * 10 for n in range(12))
    assert len(to_html(f":a0: laughter\n{steps}\n\n" + "{a12}" * 9999)) < 10_000_000
