# The receipt, and what can be done once it is there: a picture, deleting, withdrawing, one's own.

receipt-contents = Received { $day }: { $files ->
        [0] { $messages ->
            [one] 1 message.
           *[other] { NUMBER($messages) } messages.
        }
       *[other] { $messages ->
            [0] { "" }
            [one] 1 message,{ " " }
           *[other] { NUMBER($messages) } messages,{ " " }
        }{ $files ->
            [one] 1 file.
           *[other] { NUMBER($files) } files.
        }
    }
receipt-notice-by = By { $day }, you are told whether it is accepted.
receipt-may-move = The days off in that time are not announced yet, so a date may still move.
receipt-result = You are told the result within { NUMBER($count) } { $unit ->
        [workdays] working days
        [months] months
       *[days] days
    } after it is closed.
receipt-wipe = May others look at your phone? Copy the number, then press “Copied, delete chat”: messages of the last 48 hours go, for you and for the bot. Older ones you delete yourself. What Telegram's servers keep is not in our hands.

## The picture

picture-warning = Others may find a picture on your phone, and look up your petition with it. Take it only to print it or store it elsewhere; then delete it from the phone.
picture-follows = The picture shows the receipt number and nothing else. Once you have stored it, delete it here and in your gallery.
picture-not-now = The picture cannot be made now. The number is just as good: <code>{ $number }</code>

## Deleting the conversation

wiping-number = Deleting this conversation. Your receipt number: { $number }. Be sure that you have it. What is still here in a minute the bot cannot delete: please do it yourself.
wiping = Deleting this conversation. What is still here in a minute the bot cannot delete: please do it yourself.
wipe-too-late = This message is too old for the bot to delete the conversation. Please delete it yourself in Telegram, and choose to delete it for the other side as well.
wipe-while-writing = Nothing was deleted yet: you are writing a petition. Please submit it, or discard it with /cancel, and press again. What you wrote is still there.
wipe-while-storing = Nothing was deleted yet: files that you added are still being stored. Please press again in a while.

## Withdrawing

withdraw-ask = Withdraw this petition? The case workers are told that you no longer want to pursue it. What you handed in is not deleted, and they may still look into it.
withdrawn = The case workers are told that you want to withdraw. Nothing was deleted, and they decide whether to go on. Use /status to see how it stands, or to add to it.
not-withdrawn = It was not withdrawn. Everything stays as it was.
withdraw-over = This petition is closed already, so there is nothing to withdraw.

## One's own petitions

mine-kept = It is in your list now; /mine shows it for { NUMBER($days) } days. The list is sealed and tied to your account. You can delete it there at any time.
mine-list = Below is your list, newest first.
mine-none = You are not writing a petition now, and there is nothing in your list.
mine-anonymous = Anonymous petitions are in no list: nothing here remembers who handed them in. Please use /status and the receipt number, or /phrase and your 12 words.
mine-forgotten = The list is deleted; the petitions are still there. From now on please use /status and the receipt number.

## Buttons

button-picture = Receipt as a picture
button-picture-now = I know, send it
button-wipe-copied = Copied, delete chat
button-wipe = Delete this conversation
button-withdraw = Withdraw
button-withdraw-yes = Yes, withdraw
button-withdraw-no = Do not withdraw
button-mine-keep = Keep in my list
button-mine-forget = Keep no such list

command-mine = Your own petitions
