from bot.patience import FIRST_SECONDS, LONGEST_SECONDS, Patience


def test_each_failure_makes_the_rest_longer_up_to_a_minute():
    patience, now, rests = Patience(), 100.0, []
    for _ in range(9):
        patience.failed(now)
        rest = next(s for s in range(1, 100) if not patience.rests(now + s))
        rests.append(rest)
        now += rest
    assert rests == [1, 2, 4, 8, 16, 32, 60, 60, LONGEST_SECONDS]


def test_what_fails_together_counts_once_and_what_works_begins_anew():
    patience = Patience()
    for _ in range(4):
        patience.failed(100.0)
    assert not patience.rests(100.0 + FIRST_SECONDS)
    patience.failed(102.0)
    patience.worked()
    assert not patience.rests(102.0)
    patience.failed(103.0)
    assert not patience.rests(103.0 + FIRST_SECONDS)
