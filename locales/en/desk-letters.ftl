# What a member enters that came by letter, call, visit or another way, later documents, and the slip.

command-register = enter a letter, a call or a visit
desk-menu-register = /register enter a letter, a call or a visit

## The questions

desk-letter-channel = How did it come in? /cancel leaves it for now; nothing is lost.
desk-letter-day = On which day did it come in? Terms count from that day. You can also type it: 2026-11-20.
desk-letter-identity = With a name, or without?
desk-letter-name = The name of whoever wrote, called or came. It is sealed, and your message is deleted.
desk-letter-phone = Their phone number.
desk-letter-address = Their address.
desk-letter-employer = Where they work, or where they are from.
desk-letter-people = How many people are they? You can type a number.
desk-letter-joint = Did all of them sign?
desk-letter-unit = Which unit is it about?
desk-letter-concerns = Does it concern someone of the team, the Fifth group or the inspection office? Whoever it concerns will not see it. If it is the team, that includes you: after Submit it is sealed past you.
desk-letter-category = What is it about? You can also type the code of an item, such as C2.
desk-letter-account = Now what it says: type it, or send photos of the pages, files or a recording, one after another. Each is sealed and deleted here.
desk-letter-account-more = Sealed so far: texts { $texts }, files { $files }. Send more, or press “That is all”.
desk-letter-storing = Being sealed. The next one can wait for a moment.
desk-letter-review =
    Please check:
    { $channel }, came in { $day }
    { $who }
    Unit: { $unit }
    Category: { $category }
    Concerns the inspectors: { $concerns }
    Texts { $texts }, files { $files }
desk-letter-who-named = With a name
desk-letter-who-unreachable = With a name, but no phone or address: counts as anonymous
desk-letter-who-anonymous = Anonymous
desk-letter-past-you = After Submit it is not sealed to you: you cannot open it any more. You still get the receipt to hand out.
desk-letter-nobody-reads = Nobody on the roster could open it, so it cannot be submitted now. All of it stays. Please ask the leader.
desk-letter-changing = Which answer should change?
desk-letter-of-channel = How it came
desk-letter-of-day = Day
desk-letter-of-identity = With or without name
desk-letter-of-name = Name
desk-letter-of-phone = Phone
desk-letter-of-address = Address
desk-letter-of-employer = Employer
desk-letter-of-people = How many
desk-letter-of-joint = Signed by all
desk-letter-of-unit = Unit
desk-letter-of-concerns = Concerns inspectors
desk-letter-of-category = Category
desk-joint-yes = All signed
desk-joint-no = Not all signed

## What may happen in between

desk-letter-left = Left for now. All of it is sealed and stays; /register goes on.
desk-letter-discarding = Forget all of it? It cannot be had back.
desk-letter-discarded = Forgotten. /register begins a new one.
desk-letter-none = You are entering nothing now. /register begins.
desk-letter-no-blank = No receipt numbers lie ready. They come in a few seconds; please send /register again then.
desk-letter-empty = There is nothing in it yet. Press “Add more” and type or send what it says.
desk-letter-earlier = That button belongs to an earlier question. This is the present one.
desk-letter-not-understood = That was not understood and is deleted. Please press a button or answer again.
desk-letter-press = Please press one of the buttons; what you sent was not kept.
desk-letter-cannot-keep = That cannot be kept. Text, photos, files, films and recordings can.
desk-letter-too-large = That file is larger than { $limit }. Please send a smaller version; the rest is kept.
desk-letter-file-failed = That file could not be had and is not in it. Please send it again; the rest is kept.

## Entered

desk-letter-entered =
    Entered: { $number }, came in { $day }. The receipt number to hand out:

    { $receipt }
desk-letter-entered-past-you =
    Entered. It is not sealed to you, so you cannot open it any more. The receipt number to hand out:

    { $receipt }

## Documents that come later

desk-document-ask = { $number }: type or send what came, one after another. Each is sealed into the case and deleted here.
desk-document-kept = { $number }: sealed into the case.

## The slip

desk-slip-making = The slip follows.
desk-slip-caption = The slip to hand out. It names nobody. It goes from this chat by itself.
desk-slip-no-font = The slip cannot be drawn: this machine has no Chinese font. The operator installs fonts-noto-cjk. The number is valid all the same.
desk-slip-not-now = The slip cannot be drawn now. The number is valid all the same; the case's card can print it later.
desk-slip-title = Receipt for a petition
desk-slip-day = Came in: { $day } { $year }
desk-slip-channel = By: { $channel }
desk-slip-contents = Contents: texts { $texts }, files or pages { $files }
desk-slip-registered = It is entered in the register.
desk-slip-review = It is reviewed by { $fifth }.
desk-slip-notice = By { $day } you are told whether it is accepted.
desk-slip-status = On Telegram: send /status and this number to the team's public bot
desk-slip-keep = Please keep this slip. Whoever has the number can ask how the petition stands.

## Buttons

desk-button-with-name = With a name
desk-button-no-name = Anonymous
desk-button-not-given = Not given
desk-button-one-person = One
desk-button-today = Today, { $day }
desk-button-yesterday = Yesterday, { $day }
desk-button-submit = Submit
desk-button-discard = Forget it
desk-button-letter-done = That is all
desk-button-letter-undo = Take the last one back
desk-button-letter-read = Read it
desk-button-letter-change = Change an answer
desk-button-letter-add = Add more
desk-button-letter-leave = Leave for now
desk-button-letter-on = Go on
desk-button-document = Add a document
desk-button-slip = Print the slip
