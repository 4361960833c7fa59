"""How far long work is, is shown to people at a terminal and to nobody else."""

import io
import re
import sys

import pytest

from bot.progress import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def works(stream, monkeypatch):
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("entries") as show:
        for done in range(4):
            show(done, 3)
    return stream.getvalue()


def test_a_terminal_shows_how_far_it_is(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", works(Terminal(), monkeypatch))
    assert "3/3 entries" in plain


def test_whatever_is_no_terminal_sees_nothing(monkeypatch):
    assert works(io.StringIO(), monkeypatch) == ""


def test_the_bar_goes_when_the_work_fails(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with pytest.raises(OSError, match="disk"):
        breaks_off()
    assert terminal.getvalue().endswith("\x1b[2K")


def breaks_off():
    with progress("blobs") as show:
        show(1, 2)
        raise OSError("the disk is full")
