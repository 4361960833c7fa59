# The queue's lines and filters, and what a card says of the terms of a case.

## Filters

desk-menu-mine = /mine what you handle
desk-command-mine = What you handle
desk-filter-waiting = waiting for the reporter
desk-filter-term = { $term } ({ $span })
desk-span-any = at any time
desk-span-overdue = overdue
desk-span-within = within { $days } working days
desk-queue-which-unit = Which unit do you want to see?
desk-queue-which-term = Which deadline? These run in your cases.
desk-queue-when-due = { $term }: when is it due?
desk-button-filter-waiting = Reporter
desk-button-by-unit = Unit
desk-button-by-term = Deadline
desk-button-any-unit = Every unit
desk-button-any-term = Every deadline

## Lines of a list

desk-queue-line =
    <b>{ $number }</b> { $category }
    { $standing }
desk-between = {" | "}
desk-next-term = { $term }: { $left }
desk-queue-since = since { $received }

## Terms on a card

desk-time-left = { $left ->
    [one] { $left } working day left
   *[other] { $left } working days left
}
desk-time-today = due today
desk-time-rest = no other working day left
desk-time-late = { $late ->
    [one] { $late } working day overdue
   *[other] { $late } working days overdue
}
desk-term = { $term }: { $left } ({ $due })
desk-term-provisional = { $term }: { $left } ({ $due }, for now: the holidays are not announced yet)
desk-marks = Marks: { $marks }
desk-waits = Waiting for the reporter, who was asked on { $since }.
