# Decisions about a case: what staff are asked, what was decided, and who is told.

decide-not-understood = That does not answer the question; nothing was kept.
decide-button-without = Skip
desk-kind-approval = ruling
desk-kind-outcome = outcome

## When it cannot be decided so

decide-refused-not-confirmed = It has not been confirmed as pressing yet, so it is not reported. Nothing was changed.
decide-refused-over = That is settled already; the card shows how it stands. Nothing was changed.

## The flag: important, sensitive or urgent

announce-flag-confirmed = { $number }: confirmed as pressing. Please report it to the office today and enter it on the card.
announce-flag-lifted = { $number }: the pressing marks were taken off. Nothing has to be reported.
announce-urgent-report = { $number } is reported to you as important, sensitive or urgent. The report itself comes another way.
decide-flag-unconfirmed = Pressing; waits to be confirmed
decide-flag-confirmed = Pressing, confirmed; the office is to be told today
decide-flag-reported = Reported to the office on { $day }
decide-button-confirm = Confirm: pressing
decide-button-lift = Lift the flag
decide-button-report = Told the office
decide-ask-confirm-words = { $number }: please write why it is pressing, at most { $limit } characters, or press Skip. It is sealed and your message deleted.
decide-ask-lift-reason = { $number }: please write why it is not pressing, at most { $limit } characters. It is sealed and your message deleted.
decide-ask-report-way = { $number }: how was it reported to the office?
decide-ask-report-whom = { $number }: to whom there? Please send the name.
decide-ask-report-document = { $number }: what is the number of the paper? If it has none, press Skip.
decide-ask-report-words = { $number }: is there anything to add, at most { $limit } characters? It is sealed and your message deleted.
decide-done-confirm = { $number }: confirmed as pressing. It has to be reported to the office today.
decide-done-lift = { $number }: the pressing marks are off; nothing has to be reported.
decide-done-report = { $number }: entered as reported today. { $told ->
    [0] Nobody of the office could be told the number here.
    [one] One person of the office was told the number.
   *[other] { $told } people of the office were told the number.
}
desk-choice-approval-flag-confirmed = confirmed as pressing
desk-choice-approval-flag-lifted = pressing marks taken off
desk-choice-report-reported = reported to the office
desk-choice-report-paper = on paper
desk-choice-report-phone = by phone
desk-choice-report-person = in person
desk-what-confirmed = confirmed as pressing
desk-what-reported = reported to the office
desk-what-extension = extension
desk-what-disposition = proposed disposition
desk-what-approved = approval of the disposition
desk-what-decided = the organ's decision
desk-what-signed = signed for
desk-what-rectification = putting right
desk-what-main = repeat
decide-extended = { $term }: extended { $times ->
    [one] once
   *[other] { $times } times
}, until { $due }

## When a number or a day does not fit

decide-refused-building = The list of cases is being built after a start. Please send the number again in a minute.
decide-refused-day-ahead = That day has not come yet; today is { $day }.
decide-refused-several-of-number = Several cases have that serial. Please send the whole registration number or the receipt number.
decide-refused-no-such-number = You know of no case with that number. Please compare it and send it again.
decide-refused-nothing-open = That term is no longer open. Nothing was changed.
decide-refused-other-readers = The two are not read by the same people, so they cannot be linked. Nothing was changed.
decide-refused-same-case = That is this very case. Please send the number of another one.
decide-refused-too-early = It has to be a day after { $day }. Please send another one.
decide-refused-too-far = It can be { $day } at the latest. Please send another day.
decide-refused-too-late = The rules allow no later day than { $day }. Please send another one.

## More time

announce-extension-asked = { $number }: a colleague asks for more time for a term. Please open its card and approve or refuse.
announce-extension-approved = { $number }: you have more time, until { $due }.
announce-extension-refused = { $number }: there is no more time; the date stands. The reason is in the case.
decide-extension-asked = { $who } asks for more time: { $term }, until { $due }
decide-term-over = a term that is over
decide-button-extend = Ask for more time
decide-button-more = Approve more time
decide-button-nomore = Refuse more time
decide-ask-extend-term = { $number }: which term is to run longer?
decide-ask-extend-until = { $number }: until when? Please send a date (12-31), or how much longer than now (10 workdays).
decide-ask-extend-reason = { $number }: why? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-more-words = { $number }: is there a word to say with the approval, at most { $limit } characters? It is sealed and your message deleted.
decide-ask-nomore-reason = { $number }: why is there no more time? At most { $limit } characters; it is sealed and your message deleted.
decide-done-extend = { $number }: asked for until { $due }. Until that is approved, the old date stands.
decide-done-more = { $number }: the term now runs until { $due }.
decide-done-nomore = { $number }: refused; the date stands.
desk-choice-approval-extension-approved = more time approved
desk-choice-approval-extension-refused = more time refused

## What is to become of a lead

announce-disposition-proposed = { $number }: a disposition is proposed. Please open its card and approve or refuse.
announce-disposition-approved = { $number }: the proposed disposition is approved.
announce-disposition-refused = { $number }: the proposed disposition is refused; the reason is in the case. Please propose another.
decide-disposition-proposed = Disposition: { $what }, waits for approval
decide-disposition-approved = Disposition: { $what }, approved by { $who }
decide-decided = The competent body decided on { $day }
decide-button-dispose = Disposition
decide-button-agree = Disposition: yes
decide-button-disagree = Disposition: no
decide-button-decided = Enter a decision
decide-button-today = Today
decide-ask-dispose-kind = { $number }: what do you propose?
decide-ask-dispose-reason = { $number }: why? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-agree-words = { $number }: is there a word to say with the approval, at most { $limit } characters? It is sealed and your message deleted.
decide-ask-disagree-reason = { $number }: why not? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-decided-organ = { $number }: which body has decided?
decide-ask-decided-document = { $number }: what is the number of its document?
decide-ask-decided-day = { $number }: of which day is the decision? Please send the date (11-23), or press Today.
decide-ask-decided-reason = { $number }: what was decided? At most { $limit } characters; it is sealed and your message deleted.
decide-done-dispose = { $number }: proposed, and waits for approval.
decide-done-agree = { $number }: the disposition is approved. What the competent body decides is entered later.
decide-done-disagree = { $number }: refused. Something else can be proposed.
decide-done-decided = { $number }: the decision is entered.
desk-choice-approval-disposition-approved = disposition approved
desk-choice-approval-disposition-refused = disposition refused
desk-choice-disposition-talk = talk or inquiry by letter
desk-choice-disposition-verify = preliminary verification
desk-choice-disposition-hold = kept for examination later
desk-choice-disposition-end = to be ended

## Passed on, not accepted, kept on file, answered; taken up again

announce-settled = { $number }: it was decided what becomes of it. Please open its card.
announce-reopened = { $number }: it is taken up again. Please open its card.
decide-signed = Signed for on { $day }
decide-tell-yes = Tell the reporter
decide-tell-no = Do not tell
decide-button-pass = Pass on
decide-button-decline = Not accepted
decide-button-keep = Keep on file
decide-button-answered = Answered
decide-button-signed = Signed for
decide-button-reopen = Take up again
decide-ask-pass-organ = { $number }: to which body is it passed on? Never to the unit concerned.
decide-ask-pass-whom = { $number }: who receives it there?
decide-ask-pass-tell = { $number }: is the reporter to be told, in plain words, that it was passed on?
decide-ask-pass-reason = { $number }: why? At most { $limit } characters; it is sealed and your message deleted. With that it is passed on.
decide-ask-decline-tell = { $number }: is the reporter to be told, in plain words, that it is not accepted?
decide-ask-decline-reason = { $number }: why is it not accepted? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-keep-reason = { $number }: why is it kept on file? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-answered-reason = { $number }: how was it answered? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-signed-whom = { $number }: who has signed for it?
decide-ask-signed-day = { $number }: on which day? Please send the date (11-23), or press Today.
decide-ask-signed-words = { $number }: is there anything to add, at most { $limit } characters? It is sealed and your message deleted.
decide-ask-reopen-reason = { $number }: why is it taken up again? At most { $limit } characters; it is sealed and your message deleted.
decide-done-pass = { $number }: passed on. { $told ->
    [yes] A message to the reporter says so.
   *[no] The reporter is not told.
} Who signs for it is entered later.
decide-done-decline = { $number }: not accepted. { $told ->
    [yes] A message to the reporter says so.
   *[no] The reporter is not told.
}
decide-done-keep = { $number }: kept on file.
decide-done-answered = { $number }: marked as answered.
decide-done-signed = { $number }: the signature is entered.
decide-done-reopen = { $number }: taken up again.
desk-choice-outcome-transferred = passed on
desk-choice-outcome-not-accepted = not accepted
desk-choice-outcome-retained = kept on file
desk-choice-outcome-answered = answered
desk-choice-outcome-signed-for = signed for
desk-choice-outcome-reopened = taken up again
desk-choice-outcome-merged = merged with the first case
desk-choice-outcome-unmerged = merging taken back
desk-choice-outcome-rectified = put right

## Repeats

decide-repeat-of = Repeats { $main }; repeats of that one: { $count }
decide-repeated = Repeats of this case: { $count } ({ $numbers })
decide-button-link = Link as a repeat
decide-button-unlink = Undo the link
decide-button-merge = Merge
decide-button-unmerge = Undo the merging
decide-ask-link-number = { $number }: which case does it repeat? Please send the registration or receipt number of the first one.
decide-ask-merge-reason = { $number }: why does it say nothing new? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-unmerge-reason = { $number }: why does it go its own way again? At most { $limit } characters; it is sealed and your message deleted.
decide-done-link = { $number } repeats { $main }. It keeps its receipt and its terms until it is merged.
decide-done-unlink = { $number }: the link is undone.
decide-done-merge = { $number }: merged. Only its review is still to come; new facts take it up again.
decide-done-unmerge = { $number }: it goes its own way again, and its terms run on.

## Putting right at once

decide-rectification = Something is to be put right at once
decide-rectified = What was to be put right at once is put right
decide-button-rectify = Put right at once
decide-button-rectified = It is put right
decide-ask-rectify-document = { $number }: what is the number of the leading group's consent? Nothing is proposed without it.
decide-ask-rectify-until = { $number }: by when, as written in the proposal? Please send a date (12-31) or a length (10 workdays); without one the usual length holds.
decide-ask-rectify-reason = { $number }: what is to be put right? At most { $limit } characters; it is sealed and your message deleted.
decide-ask-rectified-day = { $number }: since which day? Please send the date (11-23), or press Today.
decide-ask-rectified-words = { $number }: is there anything to add, at most { $limit } characters? It is sealed and your message deleted.
decide-done-rectify = { $number }: the proposal is entered, and its date runs.
decide-done-rectified = { $number }: entered as put right.

## What is owed for the round

desk-menu-round = /round what is owed for the round
command-round = What is owed for the round
round-heading = <b>Owed for this round</b>
round-nothing = The configuration has no terms that start with the feedback.
round-unsigned = The feedback has not been signed for yet, so none of its papers is due.
round-filed = { $term }: handed in
round-button-signed = Signed for
round-button-filed = Handed in: { $term }
round-button-show = Show
round-ask-signed = On which day was the feedback signed for? The terms count from it. Please send the date (11-23), or press Today; /cancel leaves.
round-ask-filed = On which day was it handed in, formally and in two copies? Please send the date (11-23), or press Today; /cancel leaves.
round-no-day = That is no date. Please write it like 11-23 or 2026-11-23; /cancel leaves.
round-entered = Entered with { $day }.

## On paper

paper-term-withdrawn = { $term }: withdrawn
