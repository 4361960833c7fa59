# What the Fifth group and the office read: the review, what stands beside it, figures and reports.

## Returned by the review

announce-reviewed = { $number }: reviewed.
announce-returned = { $number }: returned by the review, which asks for more. Please read it, and submit it again when that is done.
announce-returned-until = { $number }: returned by the review, which asks for more. Please read it, and submit it again by { $due }.
announce-resubmitted = { $number }: submitted for review again. Please look.
announce-resubmitted-until = { $number }: submitted for review again. Please review it by { $due }.
desk-ask-opinion = { $number }: please write your opinion; it is sealed and your message deleted at once. If you have none, press Reviewed. A review cannot be taken back.
desk-reviewed = { $number }: marked as reviewed.
desk-reviewed-with-opinion = { $number }: marked as reviewed; the opinion is sealed, your message is deleted.
desk-ask-returning = { $number }: please write what is asked for, at most { $limit } characters. It is sealed and your message deleted at once; who handles the case is told.
desk-returned = { $number }: returned; what is asked for is sealed, your message is deleted. It comes back when it is submitted again.
desk-ask-resubmit = { $number }: the reviewers are told, and their term begins anew. Submit it now?
desk-resubmitted = { $number }: submitted for review again.
desk-refused-not-returned = It is not returned, or was submitted again already.
desk-refused-returned = The review has returned it. It can be closed once it is reviewed.
desk-refused-unreviewed = It is not reviewed yet. It can be closed after that.
desk-kind-return = returned for
desk-button-return = Return
desk-button-resubmit = Submit again
desk-button-resubmit-now = Submit now
desk-filter-returned = returned
desk-button-filter-returned = Returned

## Who takes no part

desk-bypass = About { $about }. Handled by { $worker }, reviewed by { $reviewer }; { $about } never sees it.
desk-stand-in = Handled by { $worker }, reviewed by { $reviewer }.
desk-body-team = the team
desk-body-fifth = the Fifth group
desk-body-office = the office
desk-body-leading = the leading group
desk-body-nobody = nobody yet
desk-recusal-beginning = Recused from the beginning: { $who }
desk-recusal-stepped = Stepped back { $day }: { $who }
desk-recusal-recused = Recused { $day }: { $who }

## Figures

desk-menu-figures = /figures of the cases that you can open
command-figures = Figures
desk-no-figures = Figures are for the leader, the Fifth group and the office.
desk-figures = <b>Figures: { $span }</b>, { $first } to { $last }
desk-figures-round = the whole round
desk-figures-month = the last 30 days
desk-figures-week = the last 7 days
desk-button-figures-round = Whole round
desk-button-figures-month = 30 days
desk-button-figures-week = 7 days
desk-figures-received = Received: { $count }, with a name { $named } ({ $share } %)
desk-figures-line = { $parts }
desk-figures-part = { $name } { $count }
desk-figures-steps = Registered { $registered } · reviewed { $reviewed } · answered { $answered } · closed { $closed }
desk-figures-workdays = Working days after receipt, on average: registered { $registered } · reviewed { $reviewed } · answered { $answered } · closed { $closed }
desk-figures-now = <b>Now</b>
desk-figures-review = Review: { $parts }
desk-figures-overdue = Overdue: { $parts }
desk-figures-none = none

## The figures of the week

weekly =
    <b>{ $title }</b>

    New: { $new }
    { $channels }

    By category
    { $categories }

    Reviewed: { $reviewed }
    Words to reporters: { $replied }
    Closed: { $closed }

    Open: { $open }
    Waiting for review: { $waiting }
    Terms overdue: { $overdue }

    Cases about inspectors are in none of these figures; /figures has yours.
weekly-days = { $first } to { $last }
weekly-days-late = { $first } to { $last }, sent late

## Reported to the office

command-reports = Reported as urgent
desk-menu-reports = /reports what was reported to the office as urgent
desk-reports = <b>Reported to the office</b>: { $total }. Page { $page } of { $pages }
desk-reports-line = { $number }: { $day }, by { $who }
desk-reports-line-sealed = { $number }: { $day }, by { $who }. You cannot open it yet.
desk-reports-none = Nothing was reported to the office.
desk-refused-not-reported = It was not confirmed as pressing and reported to the office.
desk-button-office = Let the office in
