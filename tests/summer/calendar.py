"""The summer of the plan, as it happens and as people are reminded of it: counted by hand.

The office is that of config.toml: the round is open from 1 July to 10 August 2019. Working days are
counted on the State Council's calendar: nothing but weekends from July to August, 13 September
Mid-Autumn, Sunday 29 September worked, 1-7 October rest, Saturday 12 October worked.
"""

from dataclasses import dataclass

ROUND = ("leader", "deputy", "office")  # who follows the terms of the round itself
TEAM = ("leader", "deputy", "member")
REVIEW = "review by the Fifth group"
NOTICE = "acceptance notice"
RESULT = "feedback on the result"
TRIAGE = "triage of a forwarded case"
HAND_OVER = "round: hand-over of the ledgers"
PLAN = "round: rectification plan"
REPORT, PRINCIPALS = "round: rectification report", "round: report of the person in charge"


@dataclass(frozen=True)
class Happened:
    """What somebody did, and when."""

    at: str
    what: str


@dataclass(frozen=True)
class Reminded:
    """One message of a moment: to each of these people, with these lines, and why then."""

    at: str
    who: tuple[str, ...]
    lines: tuple[str, ...]
    why: str


def reminded(at, who, lines, why):
    chats = (who,) if isinstance(who, str) else who
    return Reminded(at, chats, (lines,) if isinstance(lines, str) else lines, why)


SUMMER = [
    Happened("07-01 09:00", "The round is open."),
    Happened("07-02 10:00", "001 comes in through the bot, with a name; the member claims it."),
    Happened("07-03 20:30", "002 comes in through the bot, anonymous."),
    reminded(
        "07-04 09:00",
        "fifth",
        f"001: {REVIEW}, 1 working day left (Friday 5 July).",
        "Registered on Tuesday 2nd: 3rd, 4th, 5th. One working day before the last is Thursday.",
    ),
    Happened("07-04 16:00", "The Fifth group reviews 001, so nobody hears of it on Friday."),
    reminded(
        "07-05 09:00",
        "fifth",
        f"002: {REVIEW}, 1 working day left (Monday 8 July).",
        "Registered on Wednesday evening: Thursday, Friday, Monday; one before Monday is Friday.",
    ),
    reminded("07-08 09:00", "fifth", f"002: {REVIEW}, due today (Monday 8 July).", "The last day."),
    reminded(
        "07-09 09:00",
        ("fifth", "leader"),
        f"002: {REVIEW}, was due Monday 8 July, 1 working day overdue.",
        "Overdue, on each working day; of a review the leader hears from the first one on.",
    ),
    reminded(
        "07-10 09:00",
        ("fifth", "leader"),
        f"002: {REVIEW}, was due Monday 8 July, 2 working days overdue.",
        "The second one; the chain of the review names the leader alone.",
    ),
    Happened("07-10 15:00", "The Fifth group reviews 002."),
    Happened("07-12 09:30", "003 comes in through the bot; the member claims it."),
    Happened("07-12 10:00", "The member marks 003 as urgent."),
    reminded(
        "07-12 15:00",
        ("leader", "deputy"),
        "003: marked as important, sensitive or urgent, and nobody has confirmed it.",
        "A flag that nobody has confirmed is chased at 15:00 the same day.",
    ),
    Happened("07-12 15:30", "The leader confirms it, so it is not chased on Monday."),
    reminded(
        "07-12 16:00",
        "leader",
        "003: urgent report, due today (Friday 12 July).",
        "Due the same day: two hours before 18:00. The morning was over when it was marked.",
    ),
    Happened("07-12 17:00", "The Fifth group reviews 003."),
    reminded(
        "07-15 09:00",
        ("leader", "deputy", "member"),
        "003: urgent report, was due Friday 12 July, 1 working day overdue.",
        "The next working day is Monday. Whoever handles it, the leader, and from the first day "
        "the deputy.",
    ),
    Happened("07-15 11:00", "The leader reports 003 to the office."),
    Happened("07-15 14:00", "The member enters 004, a letter passed down by a superior body."),
    Happened("07-16 10:00", "The Fifth group reviews 004."),
    reminded(
        "07-18 09:00",
        "member",
        f"001: {NOTICE}, 3 working days left (Tuesday 23 July).",
        "Received on Tuesday 2nd: 3-5 1-3, 8-12 4-8, 15-19 9-13, 22nd 14, 23rd 15. Three before.",
    ),
    reminded(
        "07-19 09:00",
        TEAM,
        f"004: {TRIAGE}, 1 working day left (Monday 22 July).",
        "Entered on Monday 15th: 16-19 1-4, Monday 22nd 5; one before is Friday. All of the team.",
    ),
    Happened("07-19 16:00", "The leader passes 004 on, which is its triage."),
    reminded(
        "07-22 09:00",
        "member",
        f"001: {NOTICE}, 1 working day left (Tuesday 23 July).",
        "One working day before.",
    ),
    reminded("07-23 09:00", "member", f"001: {NOTICE}, due today (Tuesday 23 July).", "Last day."),
    reminded(
        "07-24 09:00",
        "member",
        f"001: {NOTICE}, was due Tuesday 23 July, 1 working day overdue.",
        "Overdue; on the first day whoever handles it alone.",
    ),
    reminded(
        "07-25 09:00",
        ("member", "deputy"),
        f"001: {NOTICE}, was due Tuesday 23 July, 2 working days overdue.",
        "From the second day on the deputy, too; the leader would come on the third.",
    ),
    Happened("07-25 11:00", "The member sends the acceptance notice of 001, late."),
    Happened("08-02 10:00", "The member closes 001; its feedback is owed from now on."),
    Happened("08-03 21:00", "005 comes in through the bot, with a name, on a Saturday night."),
    Happened("08-05 09:30", "The member claims 005."),
    reminded(
        "08-06 09:00",
        "fifth",
        f"005: {REVIEW}, 1 working day left (Wednesday 7 August).",
        "Registered on Saturday 3rd: Monday, Tuesday, Wednesday; one before is Tuesday.",
    ),
    Happened("08-06 10:00", "The Fifth group reviews 005."),
    Happened("08-11 00:01", "Saturday 10 August, the round's last day, is over."),
    reminded(
        "08-16 09:00",
        ROUND,
        f"{HAND_OVER}, 5 working days left (Friday 23 August).",
        "From Saturday 10th: 12-16 1-5, 19-23 6-10. Five working days before is Friday 16th.",
    ),
    reminded(
        "08-20 09:00",
        "member",
        (
            f"001: {RESULT}, 3 working days left (Friday 23 August).",
            f"005: {NOTICE}, 3 working days left (Friday 23 August).",
        ),
        "001 was closed on Friday 2nd: 5-9 1-5, 12-16 6-10, 19-23 11-15. 005 came on Saturday "
        "3rd: the same days. Three before is Tuesday; one message for both.",
    ),
    Happened("08-20 16:00", "The member sends the acceptance notice of 005."),
    reminded(
        "08-22 09:00",
        "member",
        f"001: {RESULT}, 1 working day left (Friday 23 August).",
        "One working day before; 005 is done.",
    ),
    reminded(
        "08-22 09:00",
        ROUND,
        f"{HAND_OVER}, 1 working day left (Friday 23 August).",
        "One working day before.",
    ),
    Happened("08-22 10:00", "The member tells the reporter of 001 the result."),
    reminded("08-23 09:00", ROUND, f"{HAND_OVER}, due today (Friday 23 August).", "The last day."),
    Happened("08-23 11:00", "The leader enters that the ledgers were handed over."),
    Happened("09-20 15:00", "The inspected unit signs for the feedback; the leader enters it."),
    reminded(
        "09-30 09:00",
        ROUND,
        f"{PLAN}, 3 working days left (Thursday 10 October).",
        "From Friday 20th: 23-27 1-5, Sunday 29th, which is worked, 6, 30th 7, 8-10 October 8-10. "
        "Three before, over the holiday, is 30 September.",
    ),
    reminded(
        "10-09 09:00",
        ROUND,
        f"{PLAN}, 1 working day left (Thursday 10 October).",
        "One working day before.",
    ),
    reminded("10-10 09:00", ROUND, f"{PLAN}, due today (Thursday 10 October).", "The last day."),
    Happened("10-10 16:00", "The leader enters that the plan was handed in."),
    reminded(
        "11-06 09:00",
        ROUND,
        (
            f"{REPORT}, 10 working days left (Wednesday 20 November).",
            f"{PRINCIPALS}, 10 working days left (Wednesday 20 November).",
        ),
        "Two months from 20 September: 20 November. Ten before: 19, 18, 15-11, 8, 7, 6 November.",
    ),
    reminded(
        "11-15 09:00",
        ROUND,
        (
            f"{REPORT}, 3 working days left (Wednesday 20 November).",
            f"{PRINCIPALS}, 3 working days left (Wednesday 20 November).",
        ),
        "Three before: 19th, Monday 18th, Friday 15th.",
    ),
    Happened("11-18 11:00", "The leader enters that the rectification report was handed in."),
    reminded(
        "11-20 09:00",
        ROUND,
        f"{PRINCIPALS}, due today (Wednesday 20 November).",
        "The last day of the one that is left.",
    ),
    reminded(
        "11-21 09:00",
        ROUND,
        f"{PRINCIPALS}, was due Wednesday 20 November, 1 working day overdue.",
        "Overdue: a term of the round goes on being told to all who follow it.",
    ),
    reminded(
        "11-22 09:00",
        ROUND,
        f"{PRINCIPALS}, was due Wednesday 20 November, 2 working days overdue.",
        "The second day.",
    ),
    Happened("11-22 12:00", "The leader enters that the report of the person in charge came."),
    Happened("12-31 12:00", "Nobody was reminded of anything since."),
]
