# Leave: who is away, and who is reminded in their place.

desk-menu-leave = /leave who is away; take leave or come back
command-leave = Who is away; take leave
desk-leave-heading = <b>Away</b>
desk-leave-line = { $who }: { $first } to { $last }
desk-leave-nobody = Nobody is away.
desk-leave-whose = Who is going on leave?
desk-leave-ask = { $who }: from when until when? Press a button, or send the dates, such as 2026-11-25 2026-11-27. A leave recorded before is replaced. /cancel leaves.
desk-leave-no-date = That is not one or two dates. Please write them like this: 2026-11-25 2026-11-27. Nothing was changed; /cancel leaves.
desk-leave-taken = { $who }: on leave from { $first } to { $last }. Reminders on those days go to { $other }. /leave ends it earlier.
desk-leave-taken-alone = { $who }: on leave from { $first } to { $last }. Nobody is there to stand in, so reminders stay where they are. /leave ends it earlier.
desk-leave-ended = { $who }: the leave is ended. Reminders come back from now on.
desk-leave-none = There is no leave to end. /leave shows who is away.
desk-leave-refused-over = Those days are over. Please choose days from today on; /leave begins again.
desk-leave-refused-backwards = The last day is before the first. Please send them in their order; /leave begins again.
desk-leave-refused-too-long = A leave lasts a year at most. Please choose a shorter one; /leave begins again.
desk-leave-button-own = I take leave
desk-leave-button-colleague = For a colleague
desk-leave-button-end = End: { $who }
desk-leave-button-today = Today
desk-leave-button-tomorrow = Tomorrow
desk-leave-button-this-week = Until Sunday
desk-leave-button-next-week = Next week
desk-assignee-away = { $who } is on leave until { $last }. Reminders go to who stands in.
announce-leave = A leave until { $due } was recorded for you. Reminders go to who stands in meanwhile. /leave shows it and ends it earlier.
announce-leave-ended = Your leave is ended. Reminders come to you again.
