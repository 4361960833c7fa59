# Decisions about a case: what staff are asked, what was decided, and who is told.

decide-not-understood = That does not answer the question; nothing was kept.
decide-button-without = Without words
desk-kind-approval = leader's ruling
desk-kind-outcome = outcome

## When it cannot be decided so

decide-refused-not-confirmed = The leader has not confirmed it yet, so it is not reported. Nothing was changed.
decide-refused-over = That is settled already; the card shows how it stands. Nothing was changed.

## The flag: important, sensitive or urgent

chase-flag = { $number }: marked as important, sensitive or urgent, and nobody has confirmed it. Please open its card and confirm or lift it today.
announce-flag-confirmed = { $number }: the leader confirms that it is pressing. Please report it to the office today and enter it on the card.
announce-flag-lifted = { $number }: the leader has taken the pressing marks off. Nothing has to be reported.
announce-urgent-report = { $number }: the team reports it to you as important, sensitive or urgent. The report comes to you from them.
decide-flag-unconfirmed = Pressing; waits for the leader to confirm it
decide-flag-confirmed = Pressing, confirmed; the office is to be told today
decide-flag-reported = Reported to the office on { $day }
decide-button-confirm = Confirm: pressing
decide-button-lift = Lift the flag
decide-button-report = Report to the office
decide-ask-confirm-words = { $number }: please write why it is pressing, at most { $limit } characters, or go on without words. It is sealed and your message deleted.
decide-ask-lift-reason = { $number }: please write why it is not pressing, at most { $limit } characters. It is sealed and your message deleted.
decide-ask-report-way = { $number }: how was it reported to the office?
decide-ask-report-whom = { $number }: to whom there? Please send the name.
decide-ask-report-words = { $number }: is there anything to add, at most { $limit } characters? It is sealed and your message deleted.
decide-done-confirm = { $number }: confirmed as pressing. Whoever handles it reports it to the office today.
decide-done-lift = { $number }: the pressing marks are off; nothing has to be reported.
decide-done-report = { $number }: entered as reported today. The number went to this many people of the office: { $told }.
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
