# What somebody owes by when: /due, the one term, and the buttons below a reminder.

command-due = What is due by when
desk-menu-due = /due what is due by when
desk-no-due = No term is yours here. What is overdue stands in the daily summary.

## The list

desk-due-heading-mine = <b>Yours to do</b>: { $total }
desk-due-heading-all = <b>Everybody’s</b>: { $total }
desk-due-heading-of = <b>{ $who }</b>: { $total }
desk-due-heading-late = <b>Overdue</b>: { $total }
desk-due-page = {", "}page { $page } of { $pages }
desk-due-nothing-mine = You owe nothing now. /mine shows what you handle, /queue what waits.
desk-due-nothing-all = Nobody owes anything now in the cases that you may know of.
desk-due-nothing-late = Nothing is overdue.
desk-due-load = { $who } { $total }
desk-due-load-overdue = { $who } { $total } ({ $overdue } overdue)
desk-due-overdue = <b>Overdue</b> ({ $count })
desk-due-today = <b>Today</b> ({ $count })
desk-due-week = <b>This week</b> ({ $count })
desk-due-later = <b>Later</b> ({ $count })
desk-due-resting = <b>Resting</b> ({ $count })
desk-due-line-resting = { $at }. <b>{ $number }</b> { $line }
desk-due-line =
    { $at }. <b>{ $number }</b> { $term }
    { $standing }
desk-due-by = { $due }: { $left }
desk-due-who = { $who }
desk-due-for = { $who } for { $away }
desk-due-provisional = day may move
desk-due-seen = seen
desk-due-in-group = With you: { $total }. Overdue { $overdue }, today { $today }. Only you see this; the private chat with this bot shows which.
desk-button-due = My day
desk-button-due-mine = Mine
desk-button-due-all = Everybody’s
desk-button-due-file = Calendar file

## The calendar file

desk-due-file-making = Making the calendar file. It will appear here.
desk-due-file-event = { $number } { $term }
desk-due-file-caption = { $count ->
    [one] { $count } due date
   *[other] { $count } due dates
}, to open with your calendar. Opening a newer file moves them; what is done stays until you delete it. Whoever sees that calendar, or the account it is kept in, sees these numbers.
desk-due-file-not-now = The calendar file could not be sent. Please press the button again later.

## One term

desk-term-heading = <b>{ $number }</b> { $term }
desk-term-of = { $number }: { $line }
desk-term-due = Due { $due }: { $left }
desk-term-may-move = For now: the holidays are not announced yet, so the day may move.
desk-term-since = Counted from { $since }
desk-term-owner = To be done by: { $who }
desk-term-extended = { $times ->
    [one] Extended once
   *[other] Extended { $times } times
}; it was due { $first }
desk-term-asked = { $who } asks for more time, until { $until }
desk-term-seen = Seen by { $who }, { $day } { $at }
desk-term-reminded = Times to remind so far: { $count }, the last { $day } { $at }
desk-term-next = Next reminder: { $day } { $at }
desk-term-joins = From { $since } on { $who } is reminded, too
desk-term-joined = Reminded as well since { $since }: { $who }
desk-term-noted = Noted. Reminders go on until it is done.
desk-terms-noted = Noted: { $count }. Reminders go on until they are done.
desk-term-too-old = This message is too old for that. /due shows what you owe now.
desk-term-met = { $number }: { $term } is done. Nothing is owed here any more.
desk-term-withdrawn = { $number }: { $term } is not owed any more.
desk-term-ask = { $number }, { $term }: that is for { $who }. Please ask them.
desk-button-hand-ask = Ask the leader

## What meets it

desk-done-by = { $number }, { $term }: this is what meets it. The term ends when it is entered.
desk-done-paper = { $number }, { $term }: press when it was handed in, and give the day.
desk-done-registered = { $number }, { $term }: the desk registers by itself. If it stays open, please tell the operator.
desk-done-past = { $number }, { $term }: as the case stands now, nothing here meets it. The card shows how it stands and what can be done.

## More time

desk-more-round = { $term } is set by the plan and cannot be extended here. Please ask the inspection office.
desk-more-asked = { $number }: { $who } has asked already, until { $until }. The leader decides.
desk-more-none = { $number }, { $term }: the rules allow no more time for it. Please speak to the leader.

## Handing on

desk-hand-round = { $term } belongs to the leader and the office. It cannot be handed on here.
desk-hand-review = { $number }, { $term }: the reviewing group has it as a whole. Whoever of it reads the case can review it.
desk-hand-leader = { $number }: the leader gives cases to others. Shall the leader be asked?
desk-hand-asked = The leader is asked.
announce-hand-on-asked = { $number }: whoever handles it asks you to give it to somebody else.
