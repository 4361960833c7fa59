# Every sentence a reporter reads: first what happened, then what can be done now.

language-name = English
date-pattern = EEEE d MMMM
choose-language = Please choose a language.

## Beginning

notice =
    <b>{ $round }</b>

    { $words }

    What you write is read by { $team } and { $fifth }. The inspected unit cannot see it.

    Please know: messages travel through Telegram, and Telegram can see this conversation. For the gravest matters, use one of the other ways in /channels.
    In an emergency call 110, 119 or 120.
    Petitions are taken in until { $closes }. What is kept, and for how long, is in /privacy.
    Telegram does not tell us when you delete a message: what is stored stays stored. Until you submit, you can discard everything at any time.
    If you are under 14, please fill this in with a guardian.
not-open-yet = Petitions are taken in from { $opens }. Until then you can use these ways.
round-closed = Petitions were taken in until { $closes }. Earlier ones are still being handled; look them up with /status. For something new, please use these ways.
privacy =
    <b>What is kept</b>
    What you write and send, and your name and phone number if you give them. If you stay anonymous, your Telegram account is not kept; if you allow messages, only a sealed return address is, which the case workers cannot open.
    If you get 12 words, they are kept nowhere; the answers kept for you open with these words alone.

    <b>Who can read it</b>
    Only { $team } and { $fifth }, or, if it concerns one of these, whoever stands in for them. Each petition is encrypted on its own and opens only with their keys.{ $recovery ->
        [yes] { " " }Two of three custodians together could open it as well.
       *[no] { "" }
    }
    Who opened it and when is entered in a log that cannot be changed unseen.

    <b>Why, and for how long</b>
    To take in and check petitions. A draft that is not submitted is kept for at most { $days } days. A submitted petition is handed over under the rules; no timer deletes it.
    If you press “Keep in my list”, the number is kept with your account, sealed, for { $list_days } days; you can delete it under /mine at any time.
    If you have blocked the bot, a receipt or an answer waits for you, sealed, for 7 days.

    <b>Please know</b>
    Telegram can see this conversation. What stays on your phone is in your hands.
help =
    Here you can tell the inspection team about a problem and get a receipt.

    /start begin a petition
    /status see how it stands
    /phrase look and add with your 12 words
    /mine see your own petitions
    /proof get proof that it was entered
    /channels other ways to reach us
    /privacy what is kept and who reads it
    /about who runs this
    /language change the language
    /cancel discard what you are writing
channels = <b>Other ways to reach us</b>
channel-line = { $kind }: { $text }
channel-phone = Phone
channel-email = E-mail
channel-post = Post
channel-mailbox = Report box
channel-visit = In person
channel-emergency = Emergency
unfinished = You have a petition that is not finished. All of it is still there.
unfinished-draft =
    You have a petition that is not finished, begun on { $begun }: { $messages ->
        [0] { "" }
        [one] 1 message
       *[other] { NUMBER($messages) } messages
    }{ $files ->
        [0] { "" }
       *[other] { $messages ->
            [0] { "" }
           *[other] { " and " }
        }
    }{ $files ->
        [0] { "" }
        [one] 1 file
       *[other] { NUMBER($files) } files
    }. All of it is kept until { $until }, then deleted.
draft-kept = What you write here and do not submit is kept until { $until }, counted anew with every change, and then deleted. { $reminds ->
        [yes] You are reminded once before.
       *[no] { "" }
    }
draft-reminder = What you have begun here is kept until { $until }. To go on, or to delete it, send /start.
draft-was-over = What you had begun here was deleted on { $day }, as announced, since nothing was added for a long time. Nobody has read it.
begin-first = That message was not kept, since you have not begun yet. For something new, please choose a language. To add to an earlier petition, send its receipt number.
old-button = That button has been used. For something new send /start, to look a petition up send /status.
unknown-command = There is no such command, and that message was not kept. All you wrote before is still there.
read-notice = Please read the notice above first, then press Begin.
not-understood = That message could not be read and was not kept. Please send it again; if that does not help, send it as text or as a photo.
cannot-keep-now = That could not be taken in just now, and nothing of it was kept. Please hold on to what you wrote and try again later, or use one of the ways in /channels.

## The round

draft-when-closed = Petitions were taken in until { $closes }. Yours was not submitted, and nothing more can be added. What you wrote before is kept for { NUMBER($days) } days after your last change, or until you discard it. You can hand the matter in by one of these ways.
closed-while-sending = Your petition was submitted in time. Its files are still being stored; then it goes out by itself and the receipt comes here. Nothing can be changed meanwhile; afterwards you can add to it with /status.
closed-submit-again = You pressed Submit in time, but your petition has not gone out yet: please press Review, then Submit again. Nothing can be added before that; afterwards you can, with /status.
paused = No petition can be submitted at present.{ $reason } Please come back in a few days. What you write here is kept, and you can go on writing. If it cannot wait, use one of these ways.
paused-until = No petition can be submitted until { $until }.{ $reason } Please come back on that day. What you write here is kept, and you can go on writing. If it cannot wait, use one of these ways.
paused-because = { " " }The reason: { $reason }
about =
    <b>{ $round }</b>
    From { $opens } to { $closes }

    This is run by { $office }. What you submit is read by { $team } and { $fifth }.
about-software = The software is Dengwen { $version }. Each petition is entered in a log that cannot be changed unseen; /proof gives you the proof of yours.
about-source = Everybody may read the code and check what it does: { $source }

## Questions

ask-identity =
    How do you want to report?
    Anonymous petitions are accepted just as well, and the case workers will not learn who you are. With your name, you get a notice and the result.
identity-anonymous = Anonymous
identity-real-name = With my name
ask-contact = Please write your name and a phone number, in one message.
contact-too-long = Please keep name and phone number within { NUMBER($limit) } characters. That message was not kept; please write it again.
ask-unit = Which unit is it about?
unit-unsure = Not sure, or another unit
ask-concerns = Does it concern someone of the inspection team, the Fifth group or the inspection office? If so, they will not see it.
concerns-none = No
concerns-team = Someone of the team
concerns-fifth = Someone of the Fifth group
concerns-office = Someone of the office
ask-category = Which kind is it? Choose the nearest.
category-unsure = Not sure
ask-route = There may be a question or an answer for you. May the case workers write to you in this conversation? You can also come and look yourself, with 12 words that you get before submitting.
route-yes = Yes
route-come = I will come and look myself
route-no = Do not write to me
ask-account = Please write: who, when, where, and what happened. Use as many messages as you like; you can also send photos, files, videos or voice messages. When it is all there, press Review.
choose-one = Please press a button, or send a number from 1 to { NUMBER($count) }. What you wrote just now was not kept.
not-kept-yet = That was not kept yet. Please answer this question first; the place for your account comes soon.
not-kept-yet-notice = That was not kept yet. Please read the notice above first, then press Begin.

## The account

noted = Noted. You can go on writing, or add a photo, file or voice message. When it is all there, press Review.
noted-photo = The photo is here and is being sealed. You can go on; when it is all there, press Review.
noted-document = The file is here and is being sealed. You can go on; when it is all there, press Review.
noted-video = The video is here and is being sealed. You can go on; when it is all there, press Review.
noted-voice = The voice message is here and is being sealed. You can go on; when it is all there, press Review.
noted-audio = The recording is here and is being sealed. You can go on; when it is all there, press Review.
noted-animation = The video is here and is being sealed. You can go on; when it is all there, press Review.
noted-video-note = The video is here and is being sealed. You can go on; when it is all there, press Review.
noted-live-photo = The photo is here and is being sealed. You can go on; when it is all there, press Review.
noted-location = The place is noted. You can go on; when it is all there, press Review.
noted-venue = The place is noted. You can go on; when it is all there, press Review.
noted-card = The contact card is noted. You can go on; when it is all there, press Review.
album-noted = { $kind ->
    [photo] { $count ->
        [one] One photo is
       *[other] { NUMBER($count) } photos are
    }
    [video] { $count ->
        [one] One video is
       *[other] { NUMBER($count) } videos are
    }
   *[other] { $count ->
        [one] One file is
       *[other] { NUMBER($count) } files are
    }
} here and being sealed. You can go on; when it is all there, press Review.
album-late = One more of these has come: { NUMBER($count) } are here now.
album-refused = { $count ->
    [one] One more was
   *[other] { NUMBER($count) } more were
} not kept; the reason stands above.
draft-over = What you wrote earlier was kept for its time and is deleted, as announced. This last message is noted; please write the rest again, then press Review.
cannot-keep = That kind of message cannot be kept here. Please send text, a photo, a file, a video or a voice message. All you wrote before is still there.
edit-kept = Your change is stored in place of what was there. You can go on; when it is all there, press Review.
edit-kept-held-back = Your change is stored in place of what was there. Because of it the petition has not gone out yet: please press Review, then Submit again.
held-back = Because of this change the petition has not gone out yet: please press Review, then Submit again.
edit-not-known = You changed a message that is not known here any more, so what is stored has not changed. Please send the correction as a new message.
edit-added = Your change was passed to the case workers with its date. What you sent first stays as well. When you are done, press Done.
edit-too-late = You changed a message that is not known here any more, so nothing that is stored has changed. If you submitted it and want to correct it, send /status and your receipt number, press “Add to it”, and write the correction.
text-too-long = One petition can hold { NUMBER($limit) } characters; that message was not kept. Please send the rest as a file. All you wrote before is still there.
file-too-large = This file has { $size }; at most { $limit } can be taken in here. You can send a compressed version, or hand it in by one of the ways in /channels. All you wrote before is still there.
too-many-files = One petition can hold { NUMBER($limit) } files; that one was not kept. The rest is still there: you can review and submit now, and add more afterwards.
file-failed = One of your files could not be fetched from Telegram. Please send it again, or submit without it. Everything else is still there.
file-found-too-large = One of your files is larger than { $limit }, the most that can be taken in here. You can send a smaller version, submit without it, or hand it in by one of the ways in /channels. Everything else is still there.
added-file-failed = A file that you added could not be fetched from Telegram and did not reach the case workers. Please find the petition with /status and its number, and add the file again. Everything else is still there.
added-file-found-too-large = A file that you added is larger than { $limit }, the most that can be taken in here, and did not reach the case workers. You can add a smaller version, or hand it in by one of the ways in /channels.
go-on-writing = Please go on. When it is all there, press Review.

## Review and submission

nothing-written = There is nothing yet. Please write your account first, or send a file.
review =
    <b>What will be submitted</b>
    How: { $identity }
    Name and phone: { $contact }
    Unit: { $unit }
    Concerns the inspectors: { $concerns }
    Kind: { $category }
    May write to me: { $route }
    Messages: { $messages ->
        [0] none
        [one] 1, { NUMBER($characters) } characters
       *[other] { NUMBER($messages) }, { NUMBER($characters) } characters
    }
    Files: { $files ->
        [0] none
       *[other] { NUMBER($files) }, stored: { NUMBER($stored) }
    }

    { $pieces }

    If it is right, press Submit. It cannot be taken back afterwards, but you can add to it. With 12 words you can look and add later from any phone or account.
route-yes-told = Yes
route-come-told = No, I will come and look
route-no-told = No
review-rest = … and { NUMBER($count) } more. To see them all, press Take something back.
piece-text = { NUMBER($number) }. text, { NUMBER($characters) } { $characters ->
        [one] character
       *[other] characters
    }: { $words }
piece-other = { NUMBER($number) }. { $kind }{ $sized ->
        [yes] , { $size }
       *[no] { "" }
    }{ $shown ->
        [yes] : { $words }
       *[no] { "" }
    }
piece-progress-waiting = (being stored)
piece-progress-missing = (could not be fetched)
piece-kind-text = text
piece-kind-photo = photo
piece-kind-document = file
piece-kind-video = video
piece-kind-voice = voice message
piece-kind-audio = recording
piece-kind-animation = video
piece-kind-video-note = video
piece-kind-live-photo = moving photo
piece-kind-location = place
piece-kind-venue = place
piece-kind-card = contact card
piece-kind-other = message
pieces-ask = Press a number to take that one back. It is deleted, and the rest stays.
taken-back = Taken back and deleted: { $kind }{ $shown ->
        [yes] { " " }“{ $words }”
       *[no] { "" }
    }. Everything else is still there.
take-not-there = Nothing was taken back: that piece is gone already, or was part of an earlier petition. What you are writing now has not changed.
take-over = Nothing was taken back. That petition was submitted, or deleted. If you have a receipt, it was submitted: nothing is taken out of it any more, but you can add to it with /status.
change-ask = Which answer do you want to change? Everything else stays as it is.
change-identity = With or without my name
change-contact = Name and phone
change-unit = Unit
change-concerns = Concerns the inspectors
change-category = Kind
change-route = May write to me
submit-over = Nothing was submitted now. That button belongs to a petition that was submitted or deleted before. If you have its receipt, it was submitted: look it up with /status.
submit-waits = Your files are being stored ({ NUMBER($stored) } of { NUMBER($total) }). When they all are, the petition goes out by itself and the receipt comes here.
progress-told = { NUMBER($stored) } of { NUMBER($total) } files are stored.
progress-over = Nothing is waiting here any more.
files-missing = { $count ->
        [one] One file
       *[other] { NUMBER($count) } files
    } could not be fetched. You can send { $count ->
        [one] it again, or submit without it
       *[other] them again, or submit without them
    }. Everything else is still there.
files-dropped = The files that could not be fetched are taken out; everything else is still there. You can submit now.
nobody-can-read = Nobody can open your petition yet, so it was not submitted. All you wrote is still there. Please try again later, or use one of the ways in /channels.
cannot-take-in-now = Your petition cannot be taken in just now, so it was not submitted. All you wrote is still there. Please try again later, or use one of the ways in /channels.
receipt =
    We have it. Your receipt number:

    <code>{ $number }</code>

    { $contents }
    { $next }
    With /status and the number you can look it up, add to it or withdraw it, from another phone too.
receipt-next = By { $register_by }, { $team } will register it, and { $fifth } will review it.
receipt-apart = By { $register_by }, it will be registered. { $body } cannot see it; others handle it in their place.
receipt-route = If there is a question for you, it will come here.
receipt-no-route = Nobody will write to you. Please keep the number; you need it to look the petition up.
receipt-come = Nobody will write to you. For answers, or to add something, come with your 12 words: send /phrase, from any account.
receipt-words = With your 12 words you can look from any other account, too: send /phrase there.
receipt-anonymous = This petition is anonymous; { $words ->
        [yes] the number and your 12 words are the only ways
       *[no] the number is the only way
    } back to it. Please copy what you need elsewhere.

## Twelve words

words-follow = Next come 12 words. Please copy them onto paper, in their order. Whoever has them can read the answers and add to your petition. Nothing is submitted yet. If no words come, press Submit again.
words =
    <b>Your 12 words</b>

    { $list }

    When they are copied, press the button: this message is deleted and your petition submitted. They are not shown again.
words-lost = The words could not be shown, and nothing was submitted. Please press Submit again. What you wrote is still there.
words-void = Those words have been replaced and open nothing; the message with them is deleted. Please copy the newest ones, or press Submit for new ones.
ask-phrase = Please send your 12 words in one message, in their order. That message is deleted at once.
phrase-as-text = Please type the 12 words as text, in one message. What you sent is deleted and was not kept.
phrase-while-writing = You are writing a petition. Please submit it, or discard it with /cancel, and then send /phrase. What you wrote is still there.
phrase-too-long = That is longer than 12 words can be. It was not used and not kept, and still stands in this chat. To hand in a petition send /start; to look one up please send the 12 words.
phrase-finish-first = Your message with the words is deleted, and they were not used: you are writing a petition. Please submit it, or discard it with /cancel, and then send /phrase. What you wrote is still there.
phrase-count = There have to be 12 words; in your message { $count ->
        [one] is { NUMBER($count) }
       *[other] are { NUMBER($count) }
    }. It is deleted. Please send all 12 in one message.
phrase-unknown-word = Word number { NUMBER($position) } is not in the list; perhaps one letter is wrong. Your message is deleted. Please compare it with your paper and send all 12 again.
phrase-misfit = These 12 words do not belong together: one may be another word, or stand elsewhere. Your message is deleted. Please compare it with your paper and send all 12 again.
phrase-nothing = No petition opens with these words. Your message is deleted. Please compare it with your paper and send all 12 again.
answers-none = There is no answer yet.
answers-follow = { $count ->
        [one] One answer follows.
       *[other] { NUMBER($count) } answers follow.
    } Please delete them here when you have read them, if others may look at your phone.
answers-damaged = { $count ->
        [one] One answer is
       *[other] { NUMBER($count) } answers are
    } damaged and cannot be opened. You can ask the case workers to write again.
answers-lost = The answers could not be shown. Please send /phrase again.
answer-of =
    <b>The case workers wrote on { $day }:</b>
    { $text }
answer-closed = <b>{ $day }:</b> the petition was closed.
answer-transferred = <b>{ $day }:</b> the petition was passed on to another body, which deals with such matters.
answer-not-accepted = <b>{ $day }:</b> the petition was not accepted here.

## Looking up and adding

ask-receipt = Please send the receipt number; it looks like <code>LX-7K3M9-Q2TXA-W</code>.
ask-receipt-while-writing = You are writing a petition. To look one up, please send the command and the number in one message, like <code>{ $command } LX-7K3M9-Q2TXA-W</code>. What you wrote is still there.
wrong-number = No petition has that number. One character may be mistyped: numbers end in a check letter. Please compare it with your receipt and send it again.
standing =
    <code>{ $number }</code>
    Received { $day }.
state-received = Waiting to be registered.
state-registered = Registered, waiting to be handled.
state-in-progress = Registered, being handled.
state-transferred = Passed to the body that can decide it.
state-not-accepted = Not a matter that is handled here.
state-merged = Handled together with another petition on the same matter.
state-retained = Filed for reference.
state-answered = Answered.
state-closed = Closed.
state-archived = Closed and archived.
state-shredded = It was closed, and its retention period is over: what you wrote and sent has been destroyed. For something new send /start.
review-due = It is not reviewed yet.
review-returned = It was returned for more.
review-reviewed = It is reviewed.
proof-follows = This file proves that your petition was entered, with what you handed in, and that it cannot be removed unnoticed. It holds your receipt number and nothing of what you wrote. Please keep it where only you look.
proof-later = The proof can be made after { $time }. Please send /proof again then. Your petition is kept.
proof-not-now = The proof cannot be made now. Please send /proof again later. Your petition is kept.
proof-gone = This petition was destroyed when its time was over, so no proof of it can be made any more. One that you have stays valid.
button-proof = Proof
no-such-petition = That petition cannot be found. Please try /status with the receipt number.
finish-first = You are writing another petition. Please submit it, or discard it with /cancel, and then press that button again. What you wrote is still there.
answer-now = Please write to the case workers; you can also send photos, files or voice messages. When you are done, press Done.
passed-on = Sealed and passed to the case workers. You can send more; when you are done, press Done.
album-passed-on = { $kind ->
    [photo] { $count ->
        [one] One photo is
       *[other] { NUMBER($count) } photos are
    }
    [video] { $count ->
        [one] One video is
       *[other] { NUMBER($count) } videos are
    }
   *[other] { $count ->
        [one] One file is
       *[other] { NUMBER($count) } files are
    }
} here, being sealed for the case workers. You can send more; when you are done, press Done.
done-adding = Very well. Use /status at any time to look it up or add more.

## Too much at once

too-fast = That was a lot at once. This message was not kept, nor is what comes { $minutes ->
        [one] within a minute
       *[other] within { NUMBER($minutes) } minutes
    }; please send it again after that. All that was kept before is still there, and you can submit it now.
too-many-drafts = You have begun many petitions today. Please begin the next one tomorrow, or use one of the ways in /channels. What you submitted is not affected.
too-many-bytes = You have sent a great deal in files today, so this one was not kept. Please send it tomorrow; you can add it after submitting, too. All that was kept before is still there.
too-many-phrases = Several times now words from you opened nothing, so none are tried for the moment. Your message is deleted. Please compare it with your paper and send all 12 again { $minutes ->
        [one] in a minute
       *[other] in { NUMBER($minutes) } minutes
    }. No petition is affected.
too-many-numbers = Many numbers that belong to no petition came from you, so none is looked up now. Please compare the number with your receipt and send it again { $minutes ->
        [one] in a minute
       *[other] in { NUMBER($minutes) } minutes
    }. No petition is affected.

## Discarding

cancel-ask = Discard what you are writing? All of it is deleted and cannot be brought back.
nothing-to-cancel = You are not writing anything now. Send /start to begin, /status to look a petition up.
discarded = All you wrote is deleted. To begin again, send /start.
discarded-when-closed = All you wrote is deleted. Petitions were taken in until { $closes }. For something new, please use one of the ways in /channels.

## Buttons

button-begin = Begin
button-continue = Go on
button-discard = Discard everything
button-back = ‹ Back
button-review = Review
button-submit = Submit
button-submit-without = Leave out what is missing
button-submit-words = First get 12 words
button-copied = Copied, now submit
button-phrase = I have 12 words
button-unsay = Delete this message
button-more = Write more
button-take-back = Take back
button-take-some = Take something back
button-take-number = ✕
button-earlier = ‹ Earlier
button-later = Later ›
button-change = Change an answer
button-add = Add to it
button-done = Done
button-progress = How far is it?

## Menu

command-start = Begin a petition
command-status = See how it stands
command-phrase = Look and add with your 12 words
command-proof = Get proof that it was entered
command-help = What can be done here
command-channels = Other ways to reach us
command-about = Who runs this
command-privacy = What is kept and who reads it
command-language = Change the language
command-cancel = Discard what you are writing

## What Telegram shows of the bot

bot-description = Here you can tell { $team } about a problem, with or without your name, and get a receipt. Messages travel through Telegram, and Telegram can see the conversation. In an emergency call 110, 119 or 120.
bot-short = Tell { $team } about a problem, with or without your name.
