# What files tell besides what they show. The data itself is never named, only its kind.

file-cleaned = Your file also said: { $found }. That is taken out; what the file shows is the same. Nobody here reads what was taken out. If it matters as proof, you can keep the original.
file-cleaned-going = Your file also said: { $found }. That is taken out; what the file shows is the same. If it matters as proof, you can add the original later with /status.
added-file-cleaned = Your file also said: { $found }. That is taken out; what the file shows is the same. If it matters as proof, press the button and send the file once more.
file-kept = The original is stored, with all that it says: { $found }.
file-remains = Your file also says: { $found }. That cannot be taken out here; the file is kept as it is. If it is to stay out, send a photo or a screenshot instead.
file-unseen = { $why ->
        [too-large] That file is too large to look into.
        [failed] That file could not be looked into.
       *[other] That kind of file cannot be looked into.
    } It is kept as it is, and may say who made it, where or when. If that is to stay out, send a photo or a screenshot instead.
submission-held = Your petition is not submitted yet. Press Review to look at it; if it may go like this, press Submit there.

found-place = the place where it was made
found-author = who made it
found-camera = which device made it
found-time = when it was made
found-edits = who changed it
found-notes = notes and a title
found-software = which program made it
found-other = further details

choose-original = Which file is to be kept as you sent it?
file-without-name = file
keep-original-ask = The original also says: { $found }. Everybody who may read your petition will see that, and it may show who you are. Keep it all the same?
original-coming = The original is being fetched and kept as you sent it. You can go on; when it is all there, press Review.
original-too-late = The original of that file cannot be had any more. You can send the file again.
original-failed = The original could not be fetched from Telegram. The file is still there, without what was taken out. You can try again from Review, or submit.
as-is-now = The next file that you send is kept as it is, with all that it says. Please send it now, or press Done.

## Pointed out at the review

caution-cleaned = { $count ->
        [one] From 1 file
       *[other] From { NUMBER($count) } files
    } this was taken out: { $found }.
caution-kept = { $count ->
        [one] 1 file
       *[other] { NUMBER($count) } files
    } kept as sent, which also says: { $found }.
caution-remains = { $count ->
        [one] 1 file says
       *[other] { NUMBER($count) } files say
    } more than is seen: { $found }. It could not be taken out.
caution-unseen = { $count ->
        [one] 1 file was
       *[other] { NUMBER($count) } files were
    } not looked into, and may say who made it.
caution-forwarded = { $count ->
        [one] 1 message shows
       *[other] { NUMBER($count) } messages show
    } from whom you have it. Those who read your petition will see that name.
caution-forwarded-left-out = { $count ->
        [one] 1 message shows
       *[other] { NUMBER($count) } messages show
    } from whom you have it. That name is left out; the words themselves may still show it.
names-kept = Those who read your petition will see from whom you have what you forwarded. It may show who you are. You can change that in Review.
names-left-out = The names of those from whom you have what you forwarded are left out.
caution-contact-card = { $count ->
        [one] 1 message holds
       *[other] { NUMBER($count) } messages hold
    } somebody's name and phone number. Those who read your petition will see them.

button-keep-original = Keep the original
button-leave-cleaned = Leave it out
button-originals = Keep an original
button-keep-names = Keep whom it is from
button-leave-names-out = Leave out whom it is from
button-send-as-is = Send it as it is

added-name-left-out = From whom you have it is left out. If the team should know, please write it.
added-contact-card = It holds somebody's name and phone number. The team will see them.
