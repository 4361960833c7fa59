# What is printed on the ledger and the forms, and what staff are told while these are made.

## Bodies, where the configuration does not name them

body-round = this round of inspection
body-team = the inspection team
body-fifth = the Fifth group
body-office = the inspection office

## On every page

paper-secret = Internal. Do not pass on
paper-for-unit = For the addressee alone. Do not copy or pass on
paper-stamp = { $who }, { $at }
paper-font-title = Times New Roman
paper-font-heading = Arial
paper-font-body = Times New Roman
paper-font-table = Arial
paper-date = { $year }-{ $month }-{ $day }
paper-none = none
paper-sealed = (sealed)
paper-whole = … (whole text, { $count } characters: sealed piece { $pieces })
paper-term = { $term }: { $due }
paper-term-met = { $term }: { $due } (met)
paper-told = answered { $day }
paper-signed = { $text } ({ $who }, { $day })

## The ledger

ledger-sheet = Ledger
ledger-title = Ledger of petitions taken in by { $team }
ledger-made = { $round }    Scope: { $what }
ledger-count = Cases: { $count }
ledger-page = Page { $page } of { $pages }
ledger-whole = everything
ledger-from-people = the public
ledger-not-verified = not verified
ledger-withdrawn = the reporter asks to withdraw
ledger-group-intake = Intake
ledger-group-reporter = Reporter
ledger-group-accused = Complained of
ledger-group-matter = The matter
ledger-group-advice = Advice and instruction
ledger-group-work = Review and handling
ledger-group-outcome = Outcome
ledger-column-number = Registration
ledger-column-receipt = Receipt
ledger-column-received = Received
ledger-column-way = Channel
ledger-column-origin = Source
ledger-column-identity = Real name or anonymous
ledger-column-verified = Verification
ledger-column-reporter-name = Name
ledger-column-reporter-phone = Phone
ledger-column-reporter-address = Address
ledger-column-reporter-unit = Employer
ledger-column-reporter-people = People
ledger-column-reporter-joint = Joint
ledger-column-accused-name = Name
ledger-column-accused-unit = Unit
ledger-column-accused-post = Post
ledger-column-accused-rank = Rank
ledger-column-place = Place
ledger-column-account = What it says
ledger-column-category = Category and item
ledger-column-happened = When it happened
ledger-column-attachments = Files
ledger-column-repeats = Repeat of, how often
ledger-column-marks = Important, sensitive, urgent
ledger-column-taken-by = Taken by
ledger-column-proposal = Proposed handling
ledger-column-instruction = Leader's instruction
ledger-column-review = Review by the Fifth group
ledger-column-assignee = Handled by
ledger-column-recusals = Recused
ledger-column-handling = Way of handling
ledger-column-disposition = Proposed disposition
ledger-column-terms = Terms
ledger-column-extension = Extended until
ledger-column-told = Reporter told, when and how
ledger-column-transferred = Passed to, day, signed for
ledger-column-result = Closed, with what result
ledger-column-archive = Archive number
ledger-column-remarks = Remarks

## The forms

form-title-urgent-report = Report of an urgent matter
form-title-transfer = Transfer of a lead
form-title-rectification = Proposal of immediate rectification
form-title-checklist = Checklist of what is signed for after the feedback
form-number = Document number: { $number }
form-no-number = ____ ( ____ ) no. ____
form-blank = ________________
form-to = To { $whom }:
form-seal = { $body } (seal)
form-sign-here = Signature:                              Date:
form-sign-and-seal = Signature and seal:                              Date:
form-cut-here = - - - - - - - - - -  cut here; the lower part is the receipt  - - - - - - - - - -
form-transfer-asks = We pass to you the lead below, which the inspection took in. Please handle it within your remit and tell us the result in writing.
form-transfer-taken = Received from { $team }: one lead ({ $number }) with { $count } attachments.
form-taken-by = Received for (seal):                    by:                    Date:
form-rectification-begins = The inspection found what is set out below. With the consent of the leading group (consent number: { $consent }) we propose the following.
form-rectification-ends = Please put it right by { $until } and report in writing to { $team }.
form-two-copies = two, one for the addressee and one for { $office }
form-copy = Copy { $number } of two, kept by { $keeper }
form-checklist-rule = Each paper is handed in as a formal document in two copies. Terms count from the day after the feedback was signed for.
form-owed-feedback = Feedback of the inspection
form-owed-rectification-plan = Rectification plan
form-owed-rectification-report = Report on the rectification
form-owed-principals-report = Report on how the principal led the rectification
form-on-the-spot = signed for when handed over
form-within-workdays = { $count } working days after signing
form-within-days = { $count } days after signing
form-within-months = { $count } months after signing
form-within-same-day = on the day of signing
form-field-case = Registration
form-field-received = Received
form-field-way = Channel
form-field-files = Attachments
form-field-unit = Unit concerned
form-field-place = Place
form-field-category = Category
form-field-marks = Marks
form-field-to = Reported to
form-field-accused = Complained of
form-field-account = What it says
form-field-reason = Why reported
form-field-proposal = Proposed handling
form-field-instruction = Leader's instruction
form-field-disposition = Proposed disposition
form-field-signed-for = Signed for
form-field-unit-signs = For the unit
form-field-office-signs = For the office
form-field-copies = Copies
form-field-round = Round
form-field-at = No.
form-field-paper = Paper
form-field-within = Term
form-field-due = Due
form-field-handed-in = Handed in
form-field-received-by = Received by

## In the chat

command-ledger = make the ledger
desk-menu-ledger = /ledger make the ledger
desk-ledger-which = The ledger of which cases? It lists those that you may see. You can also send /ledger with a category, a date or a span of dates, as with /find.
desk-ledger-which-category = The ledger of which category?
desk-ledger-making = Making the ledger: { $done } of { $whole }. It will appear here; go on with other work meanwhile.
desk-ledger-empty = There is nothing like that among the cases you may see. No ledger was made.
desk-ledger-caption = <b>Ledger</b>, cases: { $count }, { $what }. For you alone; your name is on every page. This is logged, and the message will be deleted in a while.
desk-ledger-caption-sealed = <b>Ledger</b>, cases: { $count }, { $what }. Sealed to your key: open it with age on your device. What the desk cannot open for you is left out. This is logged.
desk-form-caption = <b>{ $number }</b>: { $form }. For you alone; your name is on every page. This is logged, and the message will be deleted in a while.
desk-form-caption-sealed = <b>{ $number }</b>: { $form }. Sealed to your key: open it with age on your device. Fill in by hand what the desk cannot open for you. This is logged.
desk-form-caption-principal = It concerns the principal: do not let the principal see this.
desk-form-no-consent = Not made: a rectification proposal needs the number of the leading group's consent. Enter it under the decisions, then come back.
desk-form-nothing-proposed = Not made: no rectification is proposed in this case yet. Propose it under the decisions first.
desk-paper-too-large = This ledger has { $size }; at most { $limit } can be sent here. Please make it by category or by dates.
announce-many-papers = { $who } had { $many } ledgers and forms made within a day. Please see whether they are needed.
desk-button-ledger-whole = Everything
desk-button-ledger-category = By category
desk-button-ledger-month = This month
desk-button-ledger-last-month = Last month
desk-button-form-urgent-report = Urgent report
desk-button-form-transfer = Transfer of a lead
desk-button-form-rectification = Rectification proposal
desk-button-form-checklist = Sign-off checklist
