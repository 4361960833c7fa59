"""The code says no sentence of its own, and gives every sentence the variables that it has."""

import ast
import re

import pytest

from tests.locales.test_locales import CODE, LANGUAGES, ROOT, sentences_of, variables_of

SENDERS = frozenset(
    {
        *("message_to", "SendMessage", "EditMessageText", "AnswerCallbackQuery", "SendDocument"),
        *("SendPhoto", "EditMessageCaption", "InlineKeyboardButton", "forget", "BotCommand"),
    }
)
TEXTS = frozenset({"text", "caption", "description", "buttons"})
SPEAKS = re.compile(r"(\w+\.)*(say|label)|(\w+\.)*say\(.*\)")
WORD = re.compile(r"[^\W\d_]{2,}")
MARKUP = re.compile(r"</?\w+>|&\w+;|/[a-z]+")  # and commands


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def speaks(call):
    return SPEAKS.fullmatch(ast.unparse(call.func).replace("\n", "")) is not None


def own_words(node):
    """Return the words that stand in an expression itself, and not in a sentence that it says."""
    if isinstance(node, ast.Constant):
        text = node.value if isinstance(node.value, str) else ""
        is_name = text in sentences_of(LANGUAGES[0])
        return [] if is_name else WORD.findall(MARKUP.sub("", text))
    if isinstance(node, ast.Call) and speaks(node):
        return [word for keyword in node.keywords for word in own_words(keyword.value)]
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:  # a button: its label, its data
        return own_words(node.elts[0])
    if isinstance(node, ast.IfExp):
        return own_words(node.body) + own_words(node.orelse)
    if isinstance(node, ast.Compare | ast.Subscript):
        return []
    return [word for child in ast.iter_child_nodes(node) for word in own_words(child)]


def shown_by(call):
    """Return what a call to Telegram lets people read."""
    named = [word.value for word in call.keywords if word.arg in TEXTS]
    return [*call.args, *named]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_stands_in_the_code(path):
    """Finds what stands in the call itself; the pseudo-locales' conversations find the rest."""
    tree = ast.parse(path.read_text("utf-8"))
    for call in calls(tree):
        if ast.unparse(call.func).rpartition(".")[2] in SENDERS:
            found = [word for shown in shown_by(call) for word in own_words(shown)]
            assert found == [], f"{path.name}:{call.lineno}"


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_sentence_gets_exactly_the_variables_that_it_has(path):
    known = sentences_of(LANGUAGES[0])
    for call in calls(ast.parse(path.read_text("utf-8"))):
        name = call.args[0] if call.args else None
        if not isinstance(name, ast.Constant) or name.value not in known or not speaks(call):
            continue
        given = {keyword.arg for keyword in call.keywords}
        wanted = variables_of(known[name.value])
        where = f"{path.name}:{call.lineno}: {name.value}"
        if None in given:  # **variables: what they hold shows when it is said
            assert given - {None} <= wanted, where
        else:
            assert given == wanted, where


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('message_to(chat, say("noted"), [[(say.label("button-x"), "done")]])', []),
        ('message_to(chat, "Noted.")', ["Noted"]),
        ('message_to(chat, f"{number}: {say(name)} left")', ["left"]),
        ('message_to(chat, "\\n\\n".join(lines))', []),
        ('SendMessage(text="收到了", parse_mode="HTML")', ["收到了"]),
        ('message_to(chat, say("x", who="somebody"))', ["somebody"]),
        ('message_to(chat, say("x"), [[("Go on", "go")]])', ["Go", "on"]),
    ],
)
def test_words_in_a_call_are_found(source, words):
    (call, *_) = calls(ast.parse(source))
    assert [word for shown in shown_by(call) for word in own_words(shown)] == words
