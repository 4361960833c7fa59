# Reminders of terms: what the courier says of a line, and the buttons under it.
# A line names a number and a term, and never what a case is about.

reminder-left = { $number }: { $term }, { $left ->
        [one] { $left } working day
       *[other] { $left } working days
    } left ({ $due }).
reminder-last = { $number }: { $term }, due { $due }; no other working day is left before that.
reminder-today = { $number }: { $term }, due today ({ $due }).
reminder-overdue = { $number }: { $term }, was due { $due }, { $late ->
        [one] { $late } working day
       *[other] { $late } working days
    } overdue.
reminder-moved = { $number }: { $term }, now due { $due } (it was { $before }): the days off, or the length of the term, have changed.
date-for-now = { $day } (for now)
chase-flag = { $number }: marked as important, sensitive or urgent, and nobody has confirmed it. Please open its card and confirm or lift it today.
reminder-late = { $line } (Late: meant for { $day }, { $time }.)
reminders = <b>{ $count } terms, the most urgent first</b>
reminders-button-all-seen = All seen
reminder-button-seen = Seen
reminder-button-done = Done
reminder-button-extend = Ask for more time
reminder-button-hand = Hand to…
