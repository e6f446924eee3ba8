"""Org is read as Emacs exports it."""

import pytest

from awesome_tui.parsing.org import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[http://a.example][A]]", '<a href="http://a.example">A</a>'),
        ("[[http://a.example]]", '<a href="http://a.example">http://a.example</a>'),
        ("[[http://a.example][[B] C]]", '<a href="http://a.example">[B] C</a>'),
        ("[[http://a.example][b.png]]", '<a href="http://a.example"><img alt="b.png"></a>'),
        ("[[file:a/b.org::12][A]]", '<a href="a/b.org">A</a>'),
        ("[[./a][A]]", '<a href="./a">A</a>'),
        (
            "[[*Oak][A]] [[#oak][B]] [[Oak]]",
            '<a href="#Oak">A</a> <a href="#oak">B</a> <a href',
        ),
        ("#+LINK: x http://x.example/%s/\n[[x:a][A]]", '<a href="http://x.example/a/">A</a>'),
        ("(see http://a.example/b_(c).)", '<a href="http://a.example/b_(c)">'),
        ("<http://a.example>", '<a href="http://a.example">http://a.example</a>'),
        ("*b* /i/ +s+ =v= ~c~", "<b>b</b> <i>i</i> <del>s</del> <code>v</code> <code>c</code>"),
        ("a*b*c 2*3 =a", "a*b*c 2*3 =a"),
        ("*a /b* c/", "<b>a /b</b> c/"),
        ("a[fn:1] <<here>> b\\\\", "a<sup>1</sup>  b<br>"),
        ("#+BEGIN_EXPORT html\n<b>a</b>\n#+END_EXPORT", "<b>a</b>"),
        ("#+begin_example\n[[a]]\n#+end_example", "<pre>[[a]]</pre>"),
        ("#+begin_example\n- a", "<li><p>a</p></li>"),
        ("#+begin_comment\na\n#+end_comment", ""),
        ("* A\n:LOGBOOK:\nx\n:END:\nb", "<h1>A</h1><p>b</p>"),
        ("* A\nSCHEDULED: <2024-01-01>\nb", "<h1>A</h1><p>b</p>"),
        ("#+TODO: NEXT | LATER(l)\n* LATER A\n* TODO B", "<h1>A</h1><h1>TODO B</h1>"),
        ("- a\n\n\n- b\nc", "<p>a</p></li></ul><ul><li><p>b</p></li></ul><p>c</p>"),
        ("1. a\n   b\n   - c", "<p>a\nb</p><ul><li><p>c</p></li></ul></li></ul>"),
        ("| <l> | <5> |\n| a | b |", "<table><tr><td>a</td><td>b</td></tr></table>"),
    ],
)
def test_what_is_shown(text: str, html: str) -> None:
    shown = to_html(text)
    assert html in shown if html else not shown
