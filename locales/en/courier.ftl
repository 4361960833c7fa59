# What the courier sends: words to reporters, reminders to the staff, the liaison's daily summary.
# To staff shorter still: which case, what is asked, by when.

## To the reporter

team-writes =
    The case workers have written to you about this petition of yours:

    <code>{ $receipt }</code>

    <blockquote>{ $text }</blockquote>

    To answer, press Answer. You do not have to. The case workers cannot see your Telegram account.
button-answer = Answer
case-closed =
    This petition of yours is closed:

    <code>{ $receipt }</code>

    Send /status and the number to look it up. If something new comes up, you can add it there.
case-transferred =
    This petition of yours was passed on to another body, which deals with such matters:

    <code>{ $receipt }</code>

    What you wrote goes there and nowhere else. If something new comes up, send /status and the number; you can add it there.
case-not-accepted =
    This petition of yours is not accepted here:

    <code>{ $receipt }</code>

    It may be a matter for the courts or for another office. If something new comes up, send /status and the number; you can add it there.
repeated-mark = (You may have had this message before.)

## Names of terms

term-register = registration
term-fifth-review = review by the Fifth group
term-urgent-report = urgent report
term-acceptance-notice = acceptance notice
term-feedback = feedback on the result
term-forwarded-in = triage of a forwarded case
term-assigned-out = result of an assigned-out case
term-claim-notice = notice on the claim
term-claim-answer = answer to the claim
term-claim-extension = answer to the claim, extended
term-rectification-plan = rectification plan
term-rectification-report = rectification report
term-principals-report = report of the person in charge
term-immediate-rectification = immediate rectification
term-hand-over = hand-over of the ledgers

## The daily summary

summary =
    <b>{ $title }</b>

    New: { $new }
    { $channels }

    By category
    { $categories }

    Reviewed: { $reviewed }
    Words to reporters: { $replied }
    Closed: { $closed }

    Open: { $open }
    Waiting for the Fifth group's review: { $waiting }

    Terms overdue: { $overdue }
    { $numbers }
    Due { $due_day }: { $due_today }
    Next due date: { $next_due }

    Checkpoint of the log: { $posted }
summary-day = Summary of { $day }
summary-day-late = Summary of { $day }, sent late
summary-days = Summary of { $first } to { $last }
summary-days-late = Summary of { $first } to { $last }, sent late
summary-more = { $numbers } and { $more } more
summary-numbers-later = Their numbers stand in the newest summary.
summary-posted = { $size } entries, { $root }…, { $day }
trend-by-day = The round by day
trend-by-week = The round by week
trend-new = New: { $count }
trend-reviewed = Reviewed: { $count }
trend-closed = Closed: { $count }
trend-caption = { $title }, { $first } to { $last }: new { $new }, reviewed { $reviewed }, closed { $closed }.
summary-line = { $name }: { $count }
summary-part = { $name } { $count }
summary-none = none
summary-unsorted = Not sorted yet
source-telegram = Telegram
source-letter = Letter
source-call = Call
source-visit = Visit
source-mailbox = Report box
source-email = E-mail
source-passed-down = Passed down
source-inquiry = By inquiry
source-other = Other
