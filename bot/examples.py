"""How each command is called: examples for its help, and for docs/commands.md.

They stand here and not beside each command, so that one look tells whether they fit together.
"""

from __future__ import annotations

import inspect

import click

EXAMPLES: dict[str, tuple[str, ...]] = {
    "backup": (
        "dengwen backup --make-key backup.txt   # once; keep it where the backups are not",
        "dengwen backup --to /mnt/backups --keep 14",
        "dengwen backup --check /mnt/backups/dengwen-20261123T170000Z.backup",
    ),
    "bench": ("dengwen bench",),
    "calendar check": ("dengwen calendar check || echo 'Enter the notice of next year.'",),
    "calendar import": (
        "dengwen calendar import 2027.txt --notice 国办发明电〔2026〕7号",
        "dengwen calendar import county.csv --year 2027 --part --yes",
    ),
    "calendar show": ("dengwen calendar show 2027", "dengwen calendar show 2027 --json"),
    "completion": (
        "dengwen completion bash > ~/.local/share/bash-completion/completions/dengwen",
        "dengwen completion zsh > ~/.zfunc/_dengwen",
        "dengwen completion fish > ~/.config/fish/completions/dengwen.fish",
    ),
    "courier": ("dengwen courier",),
    "demo": ("dengwen demo", "dengwen demo --port 9000"),
    "desk": ("dengwen desk",),
    "doctor": ("dengwen doctor", "dengwen doctor --json"),
    "export": (
        "dengwen export 5f1c0a --out case",
        "dengwen export 5f1c0a --out case --identity reader.txt",
    ),
    "fsck": ("dengwen fsck", "dengwen fsck --repair"),
    "hand-over check": ("dengwen hand-over check /media/disk/round --log-key log.pub",),
    "hand-over make": (
        "dengwen hand-over make --out /media/disk/round --reader leader",
        "dengwen hand-over make --out /media/disk/round --identity leader.txt",
    ),
    "hand-over receipt": ("dengwen hand-over receipt RECEIPT.note --office-key office+1a2b+AbC",),
    "hand-over sign": (
        "dengwen hand-over sign /media/disk/round --identity office.txt --key office.key",
    ),
    "health": ("dengwen health", "dengwen health intake --live"),
    "init": (
        "dengwen init",
        "dengwen init --folder /srv/dengwen --root-out /media/stick/root.key",
        "dengwen init --keys-only",
        (
            'dengwen init --folder /srv/round --yes --languages en --name "Audit 2027" \\\n'
            '    --team "the audit team" --fifth "the review group" '
            '--office "the audit office" \\\n'
            "    --opens 2027-03-01 --closes 2027-05-31 "
            "--prefix AU --series AUD --bypass-series AUX \\\n"
            '    --unit "roads: Roads department" --category "Contracts > Bribes > No tender" \\\n'
            '    --channel "phone: 0100 555" --leader "Ada" --member "Ben @roads" '
            '--reviewer "Cy" \\\n'
            '    --liaison "Di"'
        ),
    ),
    "intake": ("dengwen intake",),
    "log checkpoint": ("dengwen log checkpoint > checkpoint.txt",),
    "log key": ("dengwen log key > log.pub",),
    "log request": ("dengwen log request 1200 > request.txt",),
    "log witnessed": ("dengwen log witnessed cosigned.txt",),
    "migrate": (
        "dengwen migrate --check",
        "dengwen migrate",
        "dengwen migrate --sql > upgrade.sql",
        "dengwen migrate --roles",
    ),
    "open": ("dengwen open case --identity reader.txt --out opened",),
    "pause": (
        "dengwen pause 系统维护 --until 2027-03-05",
        'dengwen pause 系统维护 --in en "Maintenance"',
    ),
    "proof check": ("dengwen proof check dengwen.tlog-proof --log-key log.pub",),
    "quarantine": ("dengwen quarantine", "dengwen quarantine --json"),
    "reader add": (
        "dengwen reader add member-1",
        "dengwen reader add member-1 --root-key /media/stick/root.key",
    ),
    "reader list": ("dengwen reader list", "dengwen reader list --json"),
    "reader remove": ("dengwen reader remove member-1 --root-key /media/stick/root.key",),
    "receipt check": ("dengwen receipt check LX-7K3M9-Q2TXA-W",),
    "recover": ("dengwen recover member-1 --identity recovery.txt",),
    "recovery drill": (
        (
            "dengwen recovery drill --files /media/stick "
            "--custodian anna=anna.key --custodian ben=ben.key"
        ),
    ),
    "recovery make": (
        "dengwen recovery make --custodian a=age1… --custodian b=age1… --custodian c=age1… --out r",
    ),
    "recovery set": ("dengwen recovery set age1… --root-key /media/stick/root.key",),
    "recuse": ('dengwen recuse 5f1c0a member-1 --reason "comes from the body concerned"',),
    "restore": (
        "dengwen restore dengwen-20261123T170000Z.backup --identity backup.txt --to /srv/dengwen",
    ),
    "restored": (
        "dengwen restored --last 礼巡信〔2026〕057号 --last 礼巡密信〔2026〕003号",
        "dengwen restored --none-later",
    ),
    "resume": ("dengwen resume",),
    "roster install": ("dengwen roster install roster.note",),
    "roster pending": ("dengwen roster pending --out request.txt --invite member-1",),
    "roster show": ("dengwen roster show",),
    "roster sign": (
        "dengwen roster sign --root-key /media/stick/root.key --valid-until 2027-12-31",
        "dengwen roster sign --offline request.txt --root-key root.key --out roster.note",
    ),
    "run": ("dengwen run",),
    "shred": (
        "dengwen shred 5f1c0a --reader leader --reader fifth-1",
        "dengwen shred 5f1c0a --identity leader.txt --identity fifth.txt",
    ),
    "term": (
        'dengwen term 2019-09-20 "10 workdays"',
        "dengwen term 2019-09-20 --rule feedback --explain",
    ),
    "verify": ("dengwen verify", "dengwen verify --json"),
    "witness add": (
        "dengwen witness add posted.txt --log-key log.pub --key witness.key --state seen.json",
    ),
    "witness key": ("dengwen witness key county.example/archive --out witness.key",),
}


def illustrate(group: click.Group, path: str = "") -> None:
    """Put its examples under the help of each command."""
    for name, command in group.commands.items():
        whole = f"{path} {name}".strip()
        if isinstance(command, click.Group):
            illustrate(command, whole)
            continue
        if whole in EXAMPLES:
            lines = "\n".join(f"  {line}" for line in EXAMPLES[whole])
            title = "Example:" if len(EXAMPLES[whole]) == 1 else "Examples:"
            # Indented below its first line, as in a docstring, it would no longer be dedented.
            told = inspect.cleandoc(command.help or "")
            command.help = f"{told}\n\n\b\n{title}\n{lines}"
