"""Webhooks, as the configuration says them."""

import pytest
from pydantic import ValidationError

from bot.config import Telegram
from bot.config_webhook import Listen, around_webhooks, listen

SECRET = "drum-at-the-gate-drum-at-the-gate"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("127.0.0.1:8443", Listen("127.0.0.1", 8443)),
        ("[::1]:1", Listen("::1", 1)),
        ("intake:65535", Listen("intake", 65535)),
        ("unix:/run/dengwen/intake.sock", Listen(path="/run/dengwen/intake.sock")),
    ],
)
def test_a_place_is_a_host_and_a_port_or_a_socket(place, expected):
    assert listen(place) == expected
    assert Telegram(webhook_listen=place).webhook_listen == place


@pytest.mark.parametrize("place", ["8443", "127.0.0.1", "127.0.0.1:0", "h:65536", "unix:", "a b:1"])
def test_anything_else_is_refused(place):
    with pytest.raises(ValidationError, match="must be a host and a port"):
        Telegram(webhook_listen=place)


@pytest.mark.parametrize(
    "url", ["ftp://x", "https://", "https://a:b@x/y", "https://x/y?z", "https://x/й", "x"]
)
def test_an_address_is_one_and_no_more(url):
    with pytest.raises(ValidationError, match="must be an address such as"):
        Telegram(webhook_url=url)


@pytest.mark.parametrize("secret", ["short", "a" * 257, SECRET + "!", "ю" * 40])
def test_a_secret_is_long_and_of_what_telegram_takes(secret):
    with pytest.raises(ValidationError, match="must have 32 to 256") as caught:
        Telegram(webhook_secret=secret)
    assert secret not in str(caught.value)


def test_a_secret_is_read_from_its_file(tmp_path):
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    file.chmod(0o600)
    telegram = Telegram(webhook_secret_file=file)
    assert telegram.webhook_secret.get_secret_value() == SECRET
    assert SECRET not in repr(telegram)


@pytest.mark.parametrize("url", ["http://x.example/t", "https://x.example:8000/t"])
def test_telegram_itself_wants_https_and_one_of_four_ports(url):
    telegram = Telegram(webhook_url=url)
    (sentence,) = around_webhooks(telegram, real=True)
    assert "telegram.webhook_url must begin with https://" in sentence
    assert list(around_webhooks(telegram, real=False)) == []


def test_two_webhooks_have_two_places_and_two_secrets():
    both = {"webhook_url": "https://x.example/a", "team_webhook_url": "https://x.example/b"}
    same = {"webhook_listen": "h:1", "team_webhook_listen": "h:1"}
    secrets = {"webhook_secret": SECRET, "team_webhook_secret": SECRET}
    assert len(list(around_webhooks(Telegram(**both, **same, **secrets), real=True))) == 2
    assert list(around_webhooks(Telegram(**both), real=True)) == []
