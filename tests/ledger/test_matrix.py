"""Every reader against every case: who can open what is decided by keys, and by the rules alone."""

import subprocess

import pytest

from storage.ledger.age import Profile, open_sealed, parse_identity
from storage.ledger.errors import WrongRecipientError
from storage.ledger.padding import unpad
from storage.sql.work import open_database
from tests.ledger.whole_office import EARLIER, Scene, petitions
from tests.oracles.programs import program_for
from tests.scribe import SCRIBE

SEED = 20190710


@pytest.fixture
async def database(tmp_path):
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/ledger.db", SCRIBE)
    await database.create_tables()
    yield database
    await database.close()


class OurOwn:
    """Opens files with our own code."""

    def open_all(self, tries):
        """Return the plaintexts of (file, identities), and None where nothing opens."""
        return [self._open(path.read_bytes(), identities) for path, identities in tries]

    def _open(self, sealed, identities):
        try:
            return open_sealed(sealed, identities)
        except WrongRecipientError:
            return None


class StockAge:
    """Opens files with the age of others, in one run of the shell."""

    def __init__(self, folder):
        self.folder = folder
        self.runs = 0

    def open_all(self, tries):
        """Return the plaintexts of (file, identities), and None where nothing opens."""
        self.runs += 1
        work = self.folder / f"run-{self.runs}"
        work.mkdir(parents=True)
        keys, lines = {}, []
        for number, (path, identities) in enumerate(tries):
            text = "".join(f"{identity.encode()}\n" for identity in identities)
            key = keys.setdefault(text, work / f"key-{len(keys)}.txt")
            lines.append(f"age -d -i {key} {path} > {work}/{number} 2> {work}/{number}.says")
            lines.append(f"echo $? > {work}/{number}.code")
        for text, key in keys.items():
            key.write_text(text, "ascii")
        subprocess.run(["sh"], input="\n".join(lines), text=True, check=True)
        return [self._outcome(work, number) for number in range(len(tries))]

    def _outcome(self, work, number):
        if (work / f"{number}.code").read_text().strip() == "0":
            return (work / f"{number}").read_bytes()
        said = (work / f"{number}.says").read_text()
        assert "no identity matched any of the recipients" in said, said
        return None


def holders_named(scene, reader_id):
    """The keys that a wrap of this name may be for: the reader's own, now and before."""
    return [name for name in scene.holders if name in {reader_id, reader_id + EARLIER}]


def keys_found(scene, folder, opener):
    """Return {(case, epoch, holder): case key} of all wraps, and what a stranger's key opened.

    Each wrap is tried with each key of whom it names, and with all other keys there are at once.
    """
    tries, named = [], []
    for path in sorted(folder.glob("*/wraps/*/*.age")):
        case, epoch = int(path.parts[-4]), int(path.parts[-2])
        own = holders_named(scene, path.stem)
        for name in own:
            tries.append((path, [scene.holders[name]]))
            named.append((case, epoch, name))
        others = [key for name, key in scene.holders.items() if name not in own]
        tries.append((path, others))
        named.append((case, epoch, f"not {path.stem}"))
    opened = zip(named, opener.open_all(tries), strict=True)
    return {key: plain for key, plain in opened if plain is not None}


def texts_found(folder, keys, opener):
    """Return {(case, epoch): texts} that the case keys open, of all pieces of the case."""
    tries, named = [], []
    for (case, epoch), plain in keys.items():
        identity = parse_identity(plain.decode().strip())
        for path in sorted((folder / f"{case:02}" / "pieces").glob("???.age")):
            tries.append((path, [identity]))
            named.append((case, epoch))
    texts = {key: [] for key in keys}
    for key, plain in zip(named, opener.open_all(tries), strict=True):
        if plain is not None:
            texts[key].append(unpad(plain).decode())
    return texts


def differences(scene, found):
    """Return the cells of the matrix that are not as the rules say, as sentences."""
    strangers = [key for key in found if key[2].startswith("not ")]
    wrong = [f"case {c}, epoch {e}: opens with another key ({n})" for c, e, n in strangers]
    for number, case in enumerate(scene.cases, start=1):
        for name in scene.holders:
            expected = case.opens.get(name, set())
            opened = {epoch for c, epoch, who in found if (c, who) == (number, name)}
            if opened != expected:
                about = {k: case.petition[k] for k in ("unit", "category", "concerns")}
                wrong.append(
                    f"case {number} {about}, {name}: opens epochs {sorted(opened)},"
                    f" the rules say {sorted(expected)} (recused: {sorted(case.recused)})"
                )
    return wrong


async def compare(scene, folder, opener, made):
    await scene.unfolds(made)
    await scene.exported(folder)
    found = keys_found(scene, folder, opener)
    assert differences(scene, found) == [], "\n".join(differences(scene, found))
    keys = {}
    for (case, epoch, _), plain in found.items():
        assert keys.setdefault((case, epoch), plain) == plain
    for (case, epoch), texts in texts_found(folder, keys, opener).items():
        assert texts == scene.cases[case - 1].written[epoch], (case, epoch)
    assert len(keys) == sum(case.epochs for case in scene.cases)


def assert_is_varied(scene):
    """See to it that the story has in it what the matrix is about."""
    happened = {
        "one epoch": any(case.epochs == 1 for case in scene.cases),
        "three epochs": any(case.epochs > 2 for case in scene.cases),
        "not even the Fifth group": any("leading-1" in case.readers for case in scene.cases),
        "part of a case": any(0 < len(c.opens["fifth-2"]) < c.epochs for c in scene.cases),
        "an earlier key": any(case.opens.get("fifth-2" + EARLIER) for case in scene.cases),
        "recovery": any(case.opens.get("recovery") for case in scene.cases),
        "left the roster": any(
            case.opens.get("member-6") and max(case.opens["member-6"]) < case.epochs
            for case in scene.cases
        ),
    }
    assert [what for what, did in happened.items() if not did] == []


async def test_with_stock_age_every_reader_opens_what_the_rules_say_and_nothing_else(
    tmp_path, database
):
    program_for(Profile.X25519).require()
    scene = Scene(tmp_path, database, Profile.X25519, SEED)
    made = petitions(scene.draw, 54)
    await compare(scene, tmp_path / "exported", StockAge(tmp_path / "age"), made)
    assert_is_varied(scene)


async def test_with_post_quantum_keys_the_matrix_is_the_same(tmp_path, database):
    scene = Scene(tmp_path, database, Profile.MLKEM768X25519, SEED)
    made = petitions(scene.draw, 24)
    await compare(scene, tmp_path / "exported", OurOwn(), made)
    assert_is_varied(scene)


async def test_a_wrap_for_somebody_whom_the_rules_leave_out_shows_in_the_matrix(tmp_path, database):
    """The test itself: a matrix that always agrees would prove nothing."""
    scene = Scene(tmp_path, database, Profile.X25519, SEED)
    await scene.everybody_joins()
    case = await scene.comes_in(petitions(scene.draw, 1)[0])
    case.opens["liaison"], scene.holders["liaison"] = {1}, scene.holders["outsider"]
    del case.opens["fifth-1"]
    folder = await scene.exported(tmp_path / "exported")
    found = keys_found(scene, folder, OurOwn())
    assert [line.partition("}, ")[2] for line in differences(scene, found)] == [
        "fifth-1: opens epochs [1], the rules say [] (recused: [])",
        "liaison: opens epochs [], the rules say [1] (recused: [])",
    ]
