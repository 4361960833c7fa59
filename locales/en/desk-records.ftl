# What the team writes down of a case, and what of it holds.

announce-proposal = { $number }: a colleague proposes how to go on. Please read it and give your instruction.
announce-instruction = { $number }: the leader has written an instruction. Please read it.

desk-mark-priority = Goes first
desk-filter-priority = Goes first
desk-button-filter-priority = First

desk-button-record-place = Place
desk-button-record-happened = When
desk-button-record-accused = Accused
desk-button-record-proposal = Propose how to go on
desk-button-record-instruction = Instruction
desk-button-record-done = That is all
desk-button-record-change = Correct no. { $position }
desk-button-record-undo = Take it back
desk-ask-record-place = { $number }: where did it happen? It is sealed and your message deleted at once, at most { $limit } characters.
desk-ask-record-happened = { $number }: when did it happen? A date, two dates with .. between, or words; at most { $limit } characters. It is sealed and your message deleted at once.
desk-ask-record-accused = { $number }: who is accused? One person in one message, a line each: name, unit, post, rank; a hyphen for what is not known. At most { $limit } characters; sealed and deleted at once.
desk-ask-record-proposal = { $number }: please write how you propose to go on, at most { $limit } characters. It is sealed, your message deleted, and the leader told.
desk-ask-record-instruction = { $number }: please write your instruction, at most { $limit } characters. It is sealed, your message deleted, and whoever handles the case is told.
desk-described = { $number }: sealed ({ $what }), your message is deleted.
desk-person-added = { $number }: one person sealed, with { $known }; your message is deleted. If there is another, please send them now.
desk-person-corrected = { $number }: the person is sealed anew, with { $known }; your message is deleted.
desk-ask-correcting = { $number }, no. { $position } ({ $what }): please write it anew, as it should stand. The earlier one stays, marked as replaced. Or take it back.
desk-record-taken-back = { $number }: no. { $position } is taken back. It stays to be read, marked so.
desk-nothing-said = That says nothing that can be kept. Please send at least one line with words.
desk-record-besides = further words
desk-record-several = { $what } ({ $count })
desk-record-replaced-by = No. { $position } was replaced by no. { $by }.
desk-record-withdrawn-by = No. { $position } was taken back by no. { $by }.

desk-kind-handling = how it is handled
desk-kind-report-back = what the other body reports
