# Every sentence that staff read: the number, what is asked, by when. Never content in a group.

## Notices in groups

announce-registered = { $number }: registered. Please claim it.
announce-review = { $number }: please review it by { $due }.
announce-follow-up = { $number }: the reporter has added something. Please look.
announce-withdrawn = { $number }: the reporter wants to withdraw it. Please look.
announce-checkpoint =
    Checkpoint of the log, { $due }. Please keep this message: if anybody rewrites the record later, the record no longer fits it.

    <pre>{ $checkpoint }</pre>
announce-released = { $number }: nobody handles it now. Please claim it.
announce-recused = { $number }: you were recused and can no longer open it. What you have read, copied or exported, and what lies in older backups, cannot be taken back. Please pass none of it on and delete your copies.
announce-granted = { $number }: you can open it from now on.
desk-private-only = Please do this in your private chat with this bot. No content is opened in a group.

## Joining

desk-stranger = To join, send /enroll and your code; the operator gives it to you.
desk-code-refused = There is no such code. Please compare it and send /enroll and the code again, or ask the operator for a new one.
desk-already-enrolled = This code or account has been used. For a new phone or account, ask the operator for a new code.
desk-choose-passphrase = The code is right; your message is deleted. Please choose a passphrase of at least { $minimum } characters and send it; it is deleted at once. If you keep a key of your own for age, send its public half (age1…) instead.
desk-held-a-key = You had a key here before. What came to it you can read again once a colleague has re-wrapped it to your new key.
desk-key-malformed = That is not a whole age public key; your message is deleted and nothing was kept. It begins with age1; please copy it again and send it, or send a passphrase.
desk-key-of-another-kind = That age key is of another kind than this office uses; your message is deleted and nothing was kept. Please ask the operator which kind to make, or send a passphrase.
desk-private-key-sent = That was the private half of a key; your message is deleted and nothing was kept. Do not use that key any more. Please make a new one and send its public half (age1…).
desk-enrolled-device = Your public key is taken. Next, the keeper of the root key signs the roster; petitions that come after that are sealed to your key. /help shows what you can do.
desk-passphrase-short = A passphrase has at least { $minimum } characters. That one was not taken, and your message is deleted. Please send a longer one.
desk-repeat-passphrase = Your key is made; your message is deleted. Please send the passphrase once more, to see that it was typed as you meant it.
desk-repeat-differs = That differs from the first; your message is deleted. Please send it again. To choose another, send /enroll and the code again.
desk-enrolled = The passphrase fits. Next, the keeper of the root key signs the roster; you can open petitions that come after that. /help shows what you can do.
desk-bound = You have joined; your message is deleted. You need no passphrase.

## Menu

desk-hello = This is the desk.
desk-menu-queue = /queue what lies with you
desk-menu-find = /find a case by number, date, category, unit or person
desk-menu-recuse = /recuse step back from a case
desk-menu-rewrap = /rewrap seal cases for a colleague's new key
desk-menu-unlock = /unlock with your passphrase, to read content
desk-menu-lock = /lock at once
desk-menu-passphrase = /passphrase choose another passphrase
desk-menu-summary = The daily summary comes here. It holds no content.
desk-menu-language = /language change the language
desk-menu-help = /help this page
desk-cancelled = Left. Nothing was changed.
desk-not-expected = That was not used and not kept. /queue shows what lies with you, /help what you can do.
desk-not-handled = That could not be handled and was not kept. It is deleted, in case it held a passphrase. Please try again.

## Unlocking

desk-ask-passphrase = Please send your passphrase. It is deleted at once.
desk-passphrase-refused = That is not the passphrase; your message is deleted. Please try again, or leave with /cancel.
desk-too-many-tries = Wrong several times. You can try again after { $at }. Your message is deleted.
desk-unlocked = Unlocked until { $at }; your message is deleted. /lock locks at once.
desk-now-locked = Locked.
desk-locked = It is locked. Please send /unlock, then press the button again.
desk-nothing-to-unlock = There is nothing here for you to unlock.
desk-no-key = Your key is on your own device, so there is nothing to unlock here. Cases come to you as sealed files; open them there with age.
desk-other-key = The passphrase is right, but the roster names another key. Please ask the operator. Your message is deleted.

## Another passphrase

desk-ask-old-passphrase = Please send the passphrase that you have now. It is deleted at once.
desk-ask-new-passphrase = That is right; your message is deleted. Please send the new passphrase, at least { $minimum } characters. Until you have sent it twice, the old one holds.
desk-repeat-new-passphrase = Your message is deleted. Please send the new passphrase once more.
desk-new-differs = That differs from the new passphrase; your message is deleted. Please send it again, or begin again with /passphrase. Until then the old one holds.
desk-passphrase-changed = The new passphrase holds from now on; your message is deleted. Your key is the same.
desk-passphrase-kept = It took too long, so nothing was changed: the old passphrase holds. Your message is deleted. Please begin again with /passphrase.

## Queue

desk-queue = <b>With you</b>, page { $page }
desk-queue-empty = Nothing lies with you now.
desk-queue-end = There is nothing further.
desk-no-queue = You have no queue; the summary comes here every day.
desk-queue-of = <b>{ $what }</b>: { $total }. Page { $page } of { $pages }
desk-queue-nothing-like-that = Nothing like that lies with you now ({ $what }). The buttons show the rest.
desk-queue-which-category = Which category do you want to see?
desk-index-building = After the start everything is gone through once; { $percent } % is done. /queue works already. Please try again in a minute.
desk-filter-all = With you
desk-filter-new = new
desk-filter-mine = mine
desk-filter-unassigned = unassigned
desk-filter-review = waiting for review
desk-filter-overdue = overdue
desk-filter-urgent = urgent

## Finding

desk-find-what = What are you looking for? A registration number or its serial, a receipt number, a date (2026-11-23, or from..to), category, unit, state, person, mark, deadline, handling or channel; several narrow it down.
desk-found = <b>Found</b>: { $total }. Page { $page } of { $pages }
desk-find-nothing = Among the cases that you can open there is none like that. Please compare what you wrote, or send fewer words.
desk-find-unknown = “{ $word }” is no number, date, category, unit, state, person or mark here, so nothing was looked for. Please send it another way.
desk-find-over = That search is over. Please send /find and what you are looking for.
desk-find-today = today
desk-find-yesterday = yesterday
desk-find-withdrawn = to be withdrawn

## One case

desk-card =
    <b>{ $number }</b>
    Receipt: <code>{ $receipt }</code>
    Received: { $received }
    Unit: { $unit }
    Category: { $category }
    { $identity }, messages: { $messages }, attachments: { $attachments }
    State: { $state }, handled by: { $assignee }
    Review: { $review }
desk-mailbox = The reporter has a mailbox and comes to look. When, nobody is told.
desk-mark-withdrawn = The reporter wants to withdraw it.
desk-anonymous = Anonymous
desk-nobody = nobody yet
desk-unit-unsure = not sure
desk-category-unsure = not set
desk-state-registered = registered
desk-state-in-progress = in progress
desk-state-transferred = passed on
desk-state-not-accepted = not accepted
desk-state-merged = merged
desk-state-retained = kept on file
desk-state-answered = answered
desk-state-closed = closed
desk-state-archived = archived
desk-state-shredded = destroyed after its retention period
desk-review-due = to be reviewed
desk-review-returned = returned
desk-review-reviewed = reviewed
desk-claimed = { $number } is yours. Reminders come to you from now on.
desk-ask-noting = { $number }: please write the note, at most { $limit } characters. It is sealed and your message deleted at once.
desk-noted = { $number }: the note is sealed, your message is deleted.
desk-ask-close = { $number }: a reporter who wrote here is told by the bot; please tell anybody else yourself. Close it now?
desk-closed = { $number }: closed.

## Who reads a case

desk-ask-which-case = From which case do you want to step back, or recuse somebody? A case that is not here has the buttons on its card.
desk-choose-recused = { $number }: who is to take no further part in it?
desk-ask-leaving = { $number }: please write why you step back, at most { $limit } characters. It is sealed for those who remain. You are asked once more before anything happens.
desk-ask-recusing = { $number }: please write why { $who } is to take no further part, at most { $limit } characters. It is sealed for those who remain. You are asked once more before anything happens.
desk-confirm-leaving = { $number }: you will not open it or hear of it again, and cannot be let back in. What you have read, copied or exported, and what lies in older backups, cannot be taken back. Step back now?
desk-confirm-recusing = { $number }: { $who } will not open it or hear of it again, and cannot be let back in. What they have read, copied or exported, and what lies in older backups, cannot be taken back. Recuse them now?
desk-left = { $number }: you have stepped back. What you have read, copied or exported, and what lies in older backups, cannot be taken back. Please pass none of it on and delete your copies.
desk-recused = { $number }: { $who } opens nothing of it any more. What they have read, copied or exported, and what lies in older backups, cannot be taken back.
desk-choose-granted = { $number }: who is to read it, too? These are the people whom the rules allow.
desk-nobody-to-let-in = { $number }: the roster has nobody else whom the rules allow.
desk-ask-granting = { $number }: { $who } will be able to read all of it, from the beginning. Add them now?
desk-granted = { $number }: { $who } can read it from now on, and is told its number.
desk-rewrap = <b>New keys</b>. Cases sealed for an earlier key wait for these people. Press a name to seal those that you can open for the new key.
desk-rewrap-line = { $who }: { $openable } that you can open, { $others } that you cannot open in full
desk-rewrap-none = Nobody waits for cases to be sealed for a new key.
desk-rewrapped = { $who }: { $done } done, { $left } still to do. { $others } you cannot open in full; for those, somebody who can has to send /rewrap.

## Reading

desk-reading = <b>{ $number }</b> | page { $page } of { $pages }
desk-head = { $position }. <b>{ $who }</b> | { $kind } | { $day } { $at }
desk-caption =
    <b>{ $number }</b>
    { $what } { $name }
desk-reporter = Reporter
desk-kind-text = text
desk-kind-contact = contact
desk-kind-photo = photo
desk-kind-document = file
desk-kind-video = video
desk-kind-voice = voice
desk-kind-audio = audio
desk-kind-animation = video
desk-kind-video-note = video
desk-kind-live-photo = moving photo
desk-kind-location = place
desk-kind-venue = place
desk-kind-card = contact card
desk-kind-note = note
desk-kind-reply = reply
desk-kind-recusal = recusal
desk-recusal-of = recusal of { $who }
desk-kind-accused = person accused
desk-kind-place = place
desk-kind-happened = time of the matter
desk-kind-reporter = who reported
desk-kind-verification = verification of the name
desk-kind-proposal = proposed opinion
desk-kind-instruction = leader's instruction
desk-kind-opinion = opinion of the review
desk-kind-disposition = proposed disposition
desk-kind-decision = decision
desk-kind-extension = extension
desk-kind-report = urgent report
desk-kind-rectification = proposal to put right
desk-kind-result = result
desk-record-line = { $what }: { $value }
desk-record-replaces = Instead of no. { $position }
desk-record-withdraws = Takes no. { $position } back
desk-record-name = Name
desk-record-unit = Unit
desk-record-post = Post
desk-record-rank = Rank
desk-record-phone = Phone
desk-record-address = Address
desk-record-people = Number of people
desk-record-joint = Jointly signed
desk-record-day = Day
desk-record-until = Until
desk-record-choice = What
desk-record-way = How
desk-record-organ = By whom
desk-record-document = Document
desk-piece-corrects = Corrects no. { $position }
desk-piece-edited = Changed by the sender { $day } { $at }
desk-piece-forwarded = { $named ->
    [yes] Forwarded from: { $name }
   *[no] Forwarded from another chat
}
desk-piece-answers = { $named ->
    [yes] In answer to: { $name }
   *[no] In answer to:
}
desk-piece-quote = “{ $text }”
desk-piece-link = Link: { $link }
desk-piece-closed = { $position }. This was sealed for an earlier key of yours. A colleague who can read it can send /rewrap for you.
desk-on-device = <b>{ $number }</b>. Sealed as it lies, with your keys; README.txt says how to open it. This message is deleted after a while.
desk-too-large-for-chat = { $number } has { $size }; here at most { $limit } can be sent. Please ask the operator for it: dengwen export.
desk-piece-on-its-way = This attachment is still being received. Please look again in a while.
desk-no-such-piece = There is no such attachment.
desk-cannot-open = The content could not be shown; nothing was changed. Please press again; if that does not help, tell the operator.

## When it cannot be done

desk-roster-refused = The list of readers cannot be trusted just now, so nothing is opened or changed. Please tell the operator and try again later.
desk-no-such-case = There is no such case, or it does not lie with you. /queue shows what does.
desk-not-permitted = That step is not yours to take. Nothing was changed.
desk-no-route = This reporter cannot be reached here, and your words were not sent. Please tell them another way, then press Record contact.
desk-already-claimed = { $who } handles it already.
desk-already-reviewed = { $who } reviewed it on { $day } at { $at }.
desk-text-too-long = At most { $limit } characters; that was not kept. Please shorten it or send it in parts.
desk-earlier-key = This was sealed for an earlier key of yours. A colleague who can read it can send /rewrap for you; then press again.
list-comma = {", "}
desk-not-a-reader = They do not read this case, so nothing was changed.
desk-first-add-one-to-read = Nobody would be left to read it. Please add somebody first, such as { $who }.
desk-first-add-one-to-review = Nobody would be left to review it. Please add somebody first, such as { $who }.
desk-nobody-left-to-read = Nobody would be left to read it, and the roster has nobody to add. Please ask the operator to enter somebody first.
desk-nobody-left-to-review = Nobody would be left to review it, and the roster has nobody to add. Please ask the operator to enter somebody first.
desk-not-let-in-no-reader = Their role reads no cases, or the roster has nobody of that name. Nothing was changed.
desk-not-let-in-home-unit = They belong to the unit concerned and cannot read this case. Nothing was changed.
desk-not-let-in-bypassed = This case concerns their own body, so they cannot read it. Nothing was changed.
desk-not-let-in-recused = They were recused from this case and cannot be let back in. Nothing was changed.
desk-not-let-in-reads-already = They read this case already.
desk-not-let-in-no-key = They have no key on the roster yet. Please add them once it is signed.
desk-refused-already-closed = It is closed already.
desk-refused-already-registered = It is registered already.
desk-refused-archived = It is archived and cannot be changed.
desk-refused-not-closed = It is not closed yet.
desk-refused-not-in-progress = Nobody handles it yet. Please claim it first.
desk-refused-not-registered = It is not registered yet. Please try again in a while.
desk-refused-settled = It has its outcome already; this step no longer applies.

## Buttons

desk-button-queue = With you
desk-button-earlier = Back a page
desk-button-later = Next page
desk-button-filter-all = All
desk-button-filter-new = New
desk-button-filter-mine = Mine
desk-button-filter-unassigned = Unassigned
desk-button-filter-review = To review
desk-button-filter-overdue = Late
desk-button-filter-urgent = Urgent
desk-button-by-category = Category
desk-button-any-category = Every category
desk-button-again = Try again
desk-button-section-reporter = Reporter
desk-button-section-decisions = Decisions
desk-button-section-papers = Papers
desk-button-section-access = Who reads it
desk-button-read = Read
desk-button-claim = Claim
desk-button-note = Note
desk-button-reply = Reply
desk-button-told = Record contact
desk-button-review = Review
desk-button-stamp = Reviewed
desk-button-close = Close
desk-button-close-now = Close now
desk-button-grant = Add a reader
desk-button-grant-now = Add now
desk-button-step-back = Step back
desk-button-recuse = Recuse a colleague
desk-button-recuse-now = Yes, now
desk-button-myself = Myself
desk-button-go-on = Go on
desk-button-card = Open the case
desk-button-back = Back
desk-button-next-page = Next page
desk-button-file = { $position }. { $kind } { $size }

command-queue = What lies with you
command-find = find a case
command-recuse = Step back from a case
command-rewrap = Seal cases for a new key
command-unlock = Unlock with your passphrase
command-lock = Lock at once
command-passphrase = Choose another passphrase

## What Telegram shows of the bot

desk-bot-description = This is the desk of { $team }, for staff alone. It takes in no petitions.
desk-bot-short = The desk of { $team }. It takes in no petitions.

## Assigning

announce-assigned = { $number } is given to you. Please read it and begin.
announce-assigned-until = { $number } is given to you. Please read it and begin; the next step is due by { $due }.
announce-taken-off = { $number }: somebody else was chosen, so you no longer have to handle it.
desk-choose-assignee = { $number }, handled by: { $assignee }. Who is to handle it? These people can open it.
desk-nobody-to-assign = { $number }: nobody else can open it and take it on. You can add a reader on its card.
desk-assigned = { $number }: { $who } handles it and is told so in private.
desk-assigned-to-you = { $number } is yours. Reminders come to you from now on.
desk-put-back = { $number }: nobody handles it now. It waits to be claimed.
desk-changed-meanwhile = { $number } has changed meanwhile: { $changes }. Nothing was done. This is how it stands now.
desk-changed-line = { $who } ({ $what })
desk-what-assignee = who handles it
desk-what-category = category
desk-what-unit = unit
desk-what-marks = marks
desk-what-readers = who reads it
desk-what-review = review
desk-what-state = state
desk-not-assignable = They cannot open this case or take it on, so nothing was changed. Please choose again.
desk-button-assign = Assign
desk-button-put-back = Nobody, for now

## Triage

announce-pressing = { $number }: a colleague has marked it as important, sensitive or urgent. Please look today.
announce-own-unit = { $number }: it is now about a unit to which you belong. Please read no further, open its card and step back.
announce-readers-unit = { $number }: it is now about a unit to which one of its readers belongs. Please open its card and recuse them.
desk-triage =
    <b>{ $number }</b>
    Category: { $category }
    Unit: { $unit }
    Marks: { $marks }
    Written down: { $records }
    Please press what should change.
desk-mark-important = Important
desk-mark-sensitive = Sensitive
desk-mark-urgent = Urgent
desk-mark-principal = Unit's head
desk-no-marks = none
desk-choose-category = { $number }: what is it about? The items of a category come next.
desk-choose-item = { $number }: which item is it? The first button takes the category as a whole.
desk-choose-unit = { $number }: which unit is it about?
desk-unit-readers = { $number }: { $who } belong to this unit and can still open the case; only recusal ends that. They and the leader know of it.
desk-about-inspectors = Whether a case is about inspectors decides who can open it, so this category cannot be given or taken away here. If it is about a reader, please recuse them.
desk-button-triage = What it is about
desk-button-category = Category
desk-button-unit = Unit
desk-button-mark = Mark: { $what }
desk-button-unmark = Unmark: { $what }
