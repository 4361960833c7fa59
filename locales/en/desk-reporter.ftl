# Talking to the reporter: what the team is shown, and the letters that are written in advance.

## Writing

desk-ask-replying = { $number }: please choose a letter, or write to the reporter in your own words right away, at most { $limit } characters. Your message is deleted; nothing is sent before you have pressed what it counts as.
desk-letter = { $number }: this goes to the reporter as { $counts } when you press Send. To say it otherwise, write it in your own words now.
desk-letter-says =
    In your language:
    <blockquote>{ $text }</blockquote>
desk-ask-counts = { $number }: your { $length } characters are kept sealed, your message is deleted. What do they count as? That press sends them to the reporter.
desk-changed-before-sending = { $number } has changed meanwhile: { $changes }. Your words have not been sent.
desk-replied = { $number }: handed over for delivery as { $counts }. You are told what becomes of it.
desk-put-in = { $number }: sealed in the reporter's mailbox as { $counts }. It waits there until they come and look; whether they did is told to nobody.
desk-replied-twice = { $number }: handed over for delivery as { $counts }, and sealed in the reporter's mailbox as well. You are told what becomes of it.
desk-counts-notice = acceptance notice
desk-counts-question = question
desk-counts-result = result
desk-counts-other = other message
desk-button-send = Send as { $counts }
desk-button-other-letter = Another letter

## Telling by phone, letter or visit

desk-ask-telling = { $number }: the reporter was told outside of Telegram. What does it count as?
desk-ask-way = { $number }: how were they told?
desk-ask-told-day = { $number }: on which day? Please press it, or write an earlier one, such as 2026-11-20.
desk-no-such-told-day = { $number }: that is no day between the petition's arrival and today. Please write it again, such as 2026-11-20.
desk-press-first = { $number }: please press one of the buttons first. What you wrote was not kept.
desk-ask-told-words = { $number }: please write what was said, at most { $limit } characters. It is sealed, your message deleted.
desk-told = { $number }: recorded as { $counts } and sealed.
desk-button-no-words = Nothing to add
desk-choice-reply-notice = acceptance notice
desk-choice-reply-question = question
desk-choice-reply-result = result
desk-choice-reply-other = other message
desk-choice-told-phone = by phone
desk-choice-told-letter = by letter
desk-choice-told-visit = in person
desk-choice-told-other = in another way
desk-choice-told-notice = acceptance notice
desk-choice-told-result = result
desk-kind-told = told outside of Telegram

## What was said, and how it fares

desk-button-said = What was said
desk-said-nothing = Nothing was said to the reporter yet, and nothing came from them after the petition.
desk-button-lift = Wait no longer
desk-wait-lifted = { $number }: it no longer waits for the reporter.
desk-dispatches = <b>Messages to the reporter</b>
desk-dispatch = { $day }, { $counts }: { $fares }
desk-delivery-waiting = waits to be sent on
desk-delivery-sent = sent on { $on }
desk-delivery-blocked = the reporter has blocked the bot; it waits for them until { $until }
desk-delivery-undelivered = not delivered ({ $on }); tell them another way if there is one
desk-delivery-mailbox = lies in the mailbox
announce-delivery-sent = { $number }: what you wrote to the reporter was sent on.
announce-delivery-blocked = { $number }: the reporter has blocked the bot. What you wrote waits for them until { $due }.
announce-delivery-undelivered = { $number }: what you wrote could not be delivered. If you know a phone or an address, please tell the reporter that way and press Record contact.
announce-delivery-mailbox = { $number }: what you wrote could not be delivered in Telegram. It lies in the reporter's mailbox.

## The letters: what their buttons say

desk-template-acceptance-notice = Acceptance notice
desk-template-request-more = Ask for more
desk-template-not-accepted = Not accepted
desk-template-passed-on = Passed on
desk-template-result = Result
desk-template-reminder = Remind of a question

## The letters: what the reporter reads

template-acceptance-notice =
    Your petition of { $received }, receipt number { $receipt }, was accepted and is being looked into by { $team }. { $promise ->
        [day] You will be told the result by { $due }.
        [length] Once it is closed, you will be told the result within { $within }.
       *[none] /status shows how it stands.
    }
template-request-more =
    To look into it we need to know more. When and where was it, who took part, and what shows it: papers, photos, people who saw it? Please answer here. Whatever you cannot or would rather not say, leave out.
template-not-accepted =
    What you wrote on { $received } is not among the matters of this inspection, so { $team } does not take it up. You can turn to the body in charge or to the petitions office. If it concerns an inspected unit, please answer and say so.
template-passed-on =
    Your petition of { $received } was passed on by { $team } to the body that is competent for it; that body handles it from now on. If you hear nothing, please answer here or turn to { $office }.
template-result =
    Your petition of { $received }, receipt number { $receipt }, was dealt with by the rules; { $team } has finished with it. If you know of something new, or see it otherwise, please answer here.
template-reminder =
    On { $asked } we asked you something about this petition. If you can, please answer here; you do not have to. Without an answer we go on with what we have.
length-workdays = { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }
length-days = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
length-months = { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
length-same-day = the same day{ $count ->
       *[other] {""}
    }
