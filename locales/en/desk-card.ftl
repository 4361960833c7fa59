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
desk-button-filter-waiting = Awaiting an answer
desk-button-filters = Filters
desk-queue-which = What do you want to see?
desk-button-by-unit = Unit
desk-button-by-term = Deadline
desk-button-any-unit = Every unit
desk-button-any-term = Every deadline
desk-find-named = with name

## Lines of a list

desk-queue-line =
    <b>{ $number }</b> { $category }
    { $standing }
desk-between = {" | "}
desk-next-term = { $term }: { $left }
desk-next-term-provisional = { $term }: { $left } (for now)
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

## Attachments

desk-attachments = <b>{ $number }</b> | attachments: { $total }. Pictures come first.
desk-attachments-sealed = <b>{ $number }</b> | attachments: { $total }. They come sealed, one by one; you open them with your key.
desk-no-attachments = { $number } has no attachments.
desk-pictures = <b>{ $number }</b> | pictures { $first } to { $last }, without data about place, device or author
desk-picture-alone = No. { $position } cannot be shown here. Please open it by its own button.
desk-viewing-copy = Viewing copy: data about place, device or author was taken out.
desk-no-viewing-copy = { $number }, no. { $position }: no copy can be made without what the file tells besides, such as place, device or author. If you need it, take the original.
desk-attachment-too-large = { $number }, no. { $position } has { $size }; a bot may send { $limit }. Please ask the operator for it: dengwen export.
desk-sealed-only = Content goes out sealed here, and your key lies at the desk, so you could not open it. Please ask the operator for a new code and join with a key of your own (age1…).
desk-button-attachments = Attachments
desk-button-pictures = Pictures { $first } to { $last }
desk-button-original = Original

## In groups

desk-group-numbers = With you: { $total }. { $numbers }. Only you see this; the private chat with this bot shows more.
desk-open-private-chat = What is meant for you alone cannot reach you yet. Please open a private chat with this bot and press Start.
