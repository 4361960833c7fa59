# Terms: what rests, what is set by hand, and claims.

## What rests

desk-term-rests = { $term }: rests since { $since }, { $why }; { $unit ->
    [workdays] { $left ->
        [one] { $left } working day
       *[other] { $left } working days
    }
   *[days] { $left ->
        [one] { $left } day
       *[other] { $left } days
    }
} left
event-claimed = somebody has taken it on
event-assigned = it was assigned
event-released = nobody handles it any more
event-flagged = it was marked as pressing
event-reported = the office was told
event-triaged = it was taken in or passed on
event-assigned-out = it was assigned to another body
event-result-returned = the other body has reported
event-reviewed = it was reviewed
event-returned = the review has returned it
event-resubmitted = it was submitted again
event-notice-sent = the reporter was told of acceptance
event-feedback-sent = the reporter was told the outcome
event-replied = the reporter was written to
event-asked = the reporter was asked
event-wait-over = the wait for the reporter is over
event-answered = it was answered
event-transferred = it was passed on
event-not-accepted = it was not accepted
event-retained = it is kept on file
event-merged = it rests in another case
event-withdrawn = the reporter has withdrawn
event-closed = it was closed
event-reopened = it was taken up again
event-proposal = something is to be put right
event-rectified = it was put right
event-claim-received = it is known to be a claim
event-claim-notice-sent = the claimant was told of acceptance
event-accepted = the claim was accepted

paper-term-rests = { $term }: rests since { $since }

## Set by hand

announce-task = { $number }: a term was set for you, until { $due }. What it is about is in the case; please open its card.
announce-task-cancelled = { $number }: a term that was set for you was taken back.
announce-task-done = { $number }: what a term set by hand asks for is entered as done.
announce-task-moved = { $number }: a term that was set for you now ends on { $due }.
decide-by-hand = Set by hand: { $term }, until { $due }
decide-task-until = { $term }, { $due }
decide-button-task = Set a term
decide-button-taskday = Change a set term
decide-button-untask = Take a set term back
decide-button-taskdone = Set term: done
decide-ask-task-kind = { $number }: what kind of term is to be set? The kind says who owes it.
decide-ask-task-until = { $number }: by when? Please send a date (12-31) or a length (10 workdays); without one the usual length holds.
decide-ask-task-reason = { $number }: what is to be done? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-taskday-term = { $number }: which term is to end on another day?
decide-ask-taskday-until = { $number }: by when, then? Please send a date (12-31), or a length from today (10 workdays).
decide-ask-taskday-reason = { $number }: why another day? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-untask-term = { $number }: which term does nobody have to meet any more?
decide-ask-untask-reason = { $number }: why not? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-taskdone-term = { $number }: for which term was it done?
decide-ask-taskdone-day = { $number }: on which day was it done? Please send the date (11-23), or press Today.
decide-ask-taskdone-words = { $number }: is there anything to add, at most { $limit } characters? It is sealed and your message deleted.
decide-done-task = { $number }: the term is set, until { $due }.
decide-done-taskday = { $number }: the term now ends on { $due }.
decide-done-untask = { $number }: nobody has to meet that term any more.
decide-done-taskdone = { $number }: entered as done.
decide-refused-no-kind = The configuration has no term of that kind to be set by hand. Nothing was changed.
decide-refused-too-many = This case has as many terms set by hand as there may be. Please enter one as done or take one back first.
desk-choice-task-term-set = term set
desk-choice-task-term-moved = another day
desk-choice-task-term-cancelled = term taken back
desk-choice-task-term-done = done
desk-kind-task = term set by hand
desk-what-tasks = terms set by hand
term-task = task with a date

## Claims

decide-claim = Claim: waits to be accepted or declined
decide-claim-accepted = Claim: accepted
decide-button-claim = Mark as a claim
decide-button-noclaim = Not a claim
decide-ask-noclaim-reason = { $number }: why is it no claim? At most { $limit } characters; it is sealed and your message deleted.
decide-done-claim = { $number }: marked as a claim. { $accepted ->
    [yes] Notice was given before, so its answer is owed from then on.
   *[no] The claimant has to be told whether it is accepted; the term counts from the day it came in.
}
decide-done-noclaim = { $number }: no claim. Its terms as one are withdrawn.
desk-choice-outcome-no-claim = no claim
desk-what-claim = claim
