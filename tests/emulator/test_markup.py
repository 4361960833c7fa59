import pytest

from emulator.entities import to_html, trimmed, utf16_length, with_detected
from emulator.errors import RefusedError
from emulator.markup import parse_html


def test_offsets_are_counted_in_utf16_units():
    text, entities = parse_html("🥁<b>登闻</b> &lt;鼓&gt;")
    assert text == "🥁登闻 <鼓>"
    assert entities == [{"type": "bold", "offset": 2, "length": 2}]
    assert utf16_length(text) == 8


def test_nested_tags_are_ordered_from_the_outside_in():
    _, entities = parse_html("<b>a<i>b</i></b>")
    assert [entity["type"] for entity in entities] == ["bold", "italic"]


@pytest.mark.parametrize(
    ("markup", "entity"),
    [
        (
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
            {"url": "https://example.org/?a=1&b=2"},
        ),
        ("<tg-spoiler>x</tg-spoiler>", {"type": "spoiler"}),
        ('<span class="tg-spoiler">x</span>', {"type": "spoiler"}),
        ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote"}),
        ('<pre><code class="language-py">x</code></pre>', {"type": "pre", "language": "py"}),
        ("<STRONG>x</STRONG>", {"type": "bold"}),
    ],
)
def test_each_tag_becomes_its_entity(markup, entity):
    text, (found,) = parse_html(markup)
    assert text == "x"
    assert found.items() >= entity.items()


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("鼓<p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("x <", "Unclosed start tag at byte offset 2"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(markup, reason):
    with pytest.raises(RefusedError) as refused:
        parse_html(markup)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_white_space_around_a_text_goes_and_entities_move_along():
    text, entities = trimmed(*parse_html("  <b>x </b>\n"))
    assert text == "x"
    assert entities == [{"type": "bold", "offset": 0, "length": 1}]


def test_commands_mentions_links_and_tags_are_found():
    text = "/start@drum_bot 见 https://example.org/a。@lifang #巡察 a@b.cn"
    kinds = [entity["type"] for entity in with_detected(text, [])]
    assert kinds == ["bot_command", "url", "mention", "hashtag", "email"]


def test_nothing_is_found_inside_code():
    text, entities = parse_html("<code>/start</code>")
    assert [entity["type"] for entity in with_detected(text, entities)] == ["code"]


@pytest.mark.parametrize(
    "markup",
    [
        "a <b>登<i>闻</i></b> &lt;&amp;",
        '🥁<a href="https://example.org">x</a>',
        "<b><i>x</i></b>",
        '<pre><code class="language-py">x</code></pre>',
    ],
)
def test_html_survives_the_round_trip(markup):
    assert to_html(*parse_html(markup)) == markup
