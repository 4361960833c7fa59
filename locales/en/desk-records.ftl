# What the team writes down of a case, and what of it holds.

announce-proposal = { $number }: a colleague proposes how to go on. Please read it and give your instruction.
announce-instruction = { $number }: there is an instruction. Please read it.

desk-mark-priority = Priority
desk-filter-priority = priority
desk-button-filter-priority = Priority

desk-button-record-place = Place
desk-button-record-happened = When
desk-button-record-accused = Accused
desk-button-record-proposal = Proposal
desk-button-record-instruction = Instruction
desk-button-record-done = That is all
desk-button-record-change = Correct no. { $position }
desk-button-record-undo = Take it back
desk-ask-record-place = { $number }: where did it happen? It is sealed and your message deleted at once, at most { $limit } characters.
desk-ask-record-happened = { $number }: when did it happen? A date, two dates with .. between, or words; at most { $limit } characters. It is sealed and your message deleted at once.
desk-ask-record-accused = { $number }: who is accused? One person in one message, a line each: name, unit, post, rank; a hyphen for what is not known. At most { $limit } characters; sealed and deleted at once.
desk-ask-record-proposal = { $number }: please write how you propose to go on, at most { $limit } characters. It is sealed, your message deleted, and whoever decides is told.
desk-ask-record-instruction = { $number }: please write your instruction, at most { $limit } characters. It is sealed, your message deleted, and whoever handles the case is told.
desk-button-record-reporter = Who reported
desk-ask-record-reporter = { $number }: who reported it? A line each: name, phone, address, unit, how many people (add “joint” if all signed); a hyphen for what is not known. At most { $limit } characters; sealed and deleted at once.
desk-person-reported = { $number }: what you wrote of the reporter is sealed, with { $known }; your message is deleted.
desk-record-gone = That record no longer holds, or is not yours to change. Please read the case again.
desk-nameless = This reporter gave no name. Nobody may look into who they are, so nothing was written down.
desk-record-yes = yes
desk-button-record-result = Result
desk-ask-record-result = { $number }: what was found out, and what came of it? At most { $limit } characters; it is sealed and your message deleted. The ledger shows it beside the day of closing.
desk-described = { $number }: sealed ({ $what }), your message is deleted.
desk-person-added = { $number }: sealed, one person with { $known }; your message is deleted. If there is another, please send them now.
desk-person-corrected = { $number }: corrected and sealed, with { $known }; your message is deleted.
desk-ask-correcting = { $number }, no. { $position } ({ $what }): please write it anew, as it should stand. The earlier one stays, marked as replaced. Or take it back.
desk-record-taken-back = { $number }: no. { $position } is taken back. It stays to be read, marked so.
desk-nothing-said = That says nothing that can be kept. Please send at least one line with words.
desk-record-besides = further words
desk-record-several = { $what } ({ $count })
desk-record-happened-until = To
desk-record-handling-organ = To which body
desk-record-verification-choice = Result
desk-record-replaced-by = No. { $position } was replaced by no. { $by }.
desk-record-withdrawn-by = No. { $position } was taken back by no. { $by }.

desk-kind-handling = how it is handled
desk-kind-report-back = what the other body reports

## Whether the name is the reporter's

desk-named-unverified = With name, not confirmed yet
desk-named-confirmed = With name, confirmed
desk-named-unconfirmed = Name could not be confirmed: counts as anonymous
desk-what-verified = whether the name is confirmed
decide-button-verify = Verify the name
decide-ask-verify-way = { $number }: how did you speak with the reporter?
decide-ask-verify-day = { $number }: on which day? Press it, or send a date.
decide-ask-verify-result = { $number }: is the name theirs? If it cannot be confirmed, the case counts as anonymous: no notice and no answer have to be given by a date any more. Verifying again undoes it.
decide-ask-verify-words = { $number }: who spoke with whom, and what was said? At most { $limit } characters; it is sealed and your message deleted.
decide-done-verify = { $number }: sealed, your message is deleted. { $result ->
    [confirmed] The name is confirmed.
   *[unconfirmed] The case counts as anonymous from now on; dates for notice and answer are off.
}
desk-choice-verification-call = by a call
desk-choice-verification-talk = in a talk
desk-choice-verification-other = in another way
desk-choice-verification-confirmed = confirmed
desk-choice-verification-unconfirmed = cannot be confirmed

## How it is handled

desk-handling = Handling: { $how }
desk-handling-returned = Handling: { $how }, result came { $day }
desk-what-handling = how it is handled
decide-button-handle = How to handle it
decide-button-result = Result came back
decide-ask-handle-way = { $number }: how is it to be handled?
decide-ask-handle-organ = { $number }: to which body does it go? Please send its name; on a second line the number of the letter, if there is one. It is sealed and your message deleted.
decide-ask-result-words = { $number }: what does the other body report? At most { $limit } characters; it is sealed and your message deleted.
decide-done-handle = { $number }: entered; the card shows how it is handled.
decide-done-result = { $number }: the result is sealed, your message is deleted.
desk-choice-handling-ourselves = by ourselves
desk-choice-handling-passed-on = passed on
desk-choice-handling-assigned-out = assigned to another body
desk-choice-handling-supervised = under our supervision
desk-choice-handling-joint = jointly
desk-choice-handling-on-file = kept on file
