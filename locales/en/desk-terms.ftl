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
