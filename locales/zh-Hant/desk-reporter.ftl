# 與反映人往來：工作人員看到的，和預先寫好的信。

## 寫信

desk-ask-replying = { $number }：請選一封寫好的信，或直接寫，最多 { $limit } 字。您的訊息立即刪除；選定作為什麼傳送之前，什麼都不會傳送。
desk-letter = { $number }：按「送出」後，下面的話作為{ $counts }傳給反映人。想換個說法，現在直接寫。
desk-letter-says =
    用您的語言說：
    <blockquote>{ $text }</blockquote>
desk-ask-counts = { $number }：您寫的 { $length } 字已封存待發，原訊息已刪除。作為什麼送出？按下就傳給反映人。
desk-changed-before-sending = { $number } 剛才有變動：{ $changes }。您的話還沒有送出。
desk-replied = { $number }：已交給投遞（{ $counts }），結果會告訴您。
desk-put-in = { $number }：已封入反映人的信箱（{ $counts }），放到反映人來看為止。看沒看過，不會告訴任何人。
desk-replied-twice = { $number }：已交給投遞（{ $counts }），也封入了反映人的信箱。投遞的結果會告訴您。
desk-counts-notice = 受理告知
desk-counts-question = 提問
desk-counts-result = 辦理結果回饋
desk-counts-other = 其他訊息
desk-button-send = 作為{ $counts }送出
desk-button-other-letter = 換一封

## 電話、信函、面談告知

desk-ask-telling = { $number }：已在 Telegram 以外告知反映人。算作什麼？
desk-ask-way = { $number }：怎樣告知的？
desk-ask-told-day = { $number }：哪一天告知的？請按日期，更早的請寫出來，如 2026-11-20。
desk-no-such-told-day = { $number }：這不是收件之後、今天之前的日期。請再寫一次，如 2026-11-20。
desk-press-first = { $number }：請先按上面的按鈕。剛才寫的沒有保存。
desk-ask-told-words = { $number }：請寫說了什麼，最多 { $limit } 字。內容封存，訊息立即刪除。
desk-told = { $number }：已記為{ $counts }並封存。
desk-button-no-words = 沒有要補充的
desk-choice-reply-notice = 受理告知
desk-choice-reply-question = 提問
desk-choice-reply-result = 辦理結果回饋
desk-choice-reply-other = 其他訊息
desk-choice-told-phone = 電話
desk-choice-told-letter = 信函
desk-choice-told-visit = 面談
desk-choice-told-other = 其他方式
desk-choice-told-notice = 受理告知
desk-choice-told-result = 辦理結果回饋
desk-kind-told = 其他方式告知

## 往來和投遞情況

desk-button-said = 往來記錄
desk-said-nothing = 還沒有給反映人寫過什麼，反映人提交以後也沒有補充。
desk-button-lift = 不再等待
desk-wait-lifted = { $number }：不再等反映人答覆。
desk-dispatches = <b>傳給反映人的訊息</b>
desk-dispatch = { $day }，{ $counts }：{ $fares }
desk-delivery-waiting = 等待投遞
desk-delivery-sent = { $on } 已送出
desk-delivery-blocked = 反映人封鎖了機器人，保留到 { $until } 等其回來
desk-delivery-undelivered = 沒有送到（{ $on }）；如有別的聯絡方式，請另行告知
desk-delivery-mailbox = 在信箱裡
announce-delivery-sent = { $number }：您寫給反映人的話已送出。
announce-delivery-blocked = { $number }：反映人封鎖了機器人。您寫的話保留到 { $due } 等其回來。
announce-delivery-undelivered = { $number }：您寫的話沒有送到。如果知道電話或地址，請另行告知反映人，再按「記錄告知」。
announce-delivery-mailbox = { $number }：您寫的話在 Telegram 沒有送到，反映人的信箱裡有一份。

## 寫好的信：按鈕

desk-template-acceptance-notice = 受理告知
desk-template-request-more = 請補充情況
desk-template-not-accepted = 不予受理
desk-template-passed-on = 已轉交
desk-template-result = 結果回饋
desk-template-reminder = 提醒答覆

## 寫好的信：反映人讀到的

template-acceptance-notice =
    您{ $received }提交的反映（回執號 { $receipt }）已受理，由{ $team }了解核實。{ $promise ->
        [day] 最遲 { $due } 告知您結果。
        [length] 辦結後 { $within }內告知您結果。
       *[none] 用 /status 可以查詢進度。
    }
template-request-more =
    為了把情況弄清楚，想請您再說說：時間、地點、有誰參與，有沒有材料、照片或知情的人。請在這裡回答；不方便說的可以不說。
template-not-accepted =
    您{ $received }反映的情況不屬於這次巡察的受理範圍，{ $team }不予受理。您可以向主管單位或信訪部門反映。如果涉及被巡察單位，請回答說明。
template-passed-on =
    您{ $received }提交的反映，{ $team }已按規定轉交有權處理的單位，以後由該單位辦理。如果一直沒有消息，請在這裡回答，或向{ $office }詢問。
template-result =
    您{ $received }提交的反映（回執號 { $receipt }），{ $team }已按規定辦結。如果有新的情況，或有不同意見，請在這裡回答。
template-reminder =
    { $asked }我們就這份反映向您問過一個問題。方便的話請在這裡回答，不回答也可以；沒有答覆，我們會按現有的情況繼續辦理。
length-workdays = { $count } 個工作日
length-days = { $count } 天
length-months = { $count } 個月
length-same-day = 當天{ $count ->
       *[other] {""}
    }
