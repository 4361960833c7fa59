# Decisions about a case: what staff are asked, what was decided, and who is told.

decide-not-understood = 這沒有回答問題，什麼都沒有保存。
decide-button-without = 略過
desk-kind-approval = 審批
desk-kind-outcome = 處理結果

## When it cannot be decided so

decide-refused-not-confirmed = 還沒有確認為重要緊急，先不呈報。什麼都沒有改。
decide-refused-over = 這一步已經辦過，卡片上是現在的情況。什麼都沒有改。

## The flag: important, sensitive or urgent

announce-flag-confirmed = { $number }：已確認重要緊急。請今天向巡察辦呈報，並在卡片上登記。
announce-flag-lifted = { $number }：已取消重要緊急標記，不用呈報。
announce-urgent-report = { $number }：作為重要、敏感或緊急事項向您呈報，材料另行送達。
decide-flag-unconfirmed = 重要緊急，等待確認
decide-flag-confirmed = 重要緊急，已確認，今天要呈報巡察辦
decide-flag-reported = { $day }已呈報巡察辦
decide-button-confirm = 確認重要緊急
decide-button-lift = 取消重要緊急
decide-button-report = 登記呈報
decide-ask-confirm-words = { $number }：請寫為什麼重要緊急，最多 { $limit } 字；也可以略過。傳來後封存，訊息立即刪除。
decide-ask-lift-reason = { $number }：請寫為什麼不算重要緊急，最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-report-way = { $number }：用什麼方式向巡察辦呈報的？
decide-ask-report-whom = { $number }：呈報給了誰？請傳送姓名。
decide-ask-report-document = { $number }：呈報單的文號是什麼？沒有就按「略過」。
decide-ask-report-words = { $number }：還要補充什麼嗎？最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-done-confirm = { $number }：已確認重要緊急，今天要向巡察辦呈報。
decide-done-lift = { $number }：已取消重要緊急標記，不用呈報。
decide-done-report = { $number }：已登記今天呈報。{ $told ->
    [0] 登記號在這裡沒能傳給巡察辦的人。
   *[other] 登記號已傳給巡察辦 { $told } 人。
}
desk-choice-approval-flag-confirmed = 確認重要緊急
desk-choice-approval-flag-lifted = 取消重要緊急
desk-choice-report-reported = 已呈報巡察辦
desk-choice-report-paper = 書面
desk-choice-report-phone = 電話
desk-choice-report-person = 當面
desk-what-confirmed = 確認重要緊急
desk-what-reported = 呈報巡察辦
desk-what-extension = 延期
desk-what-disposition = 處置建議
desk-what-approved = 處置審批
desk-what-decided = 主管機關決定
desk-what-signed = 簽收
desk-what-rectification = 立行立改
desk-what-main = 重複件
decide-extended = { $term }：已延期 { $times } 次，至{ $due }

## When a number or a day does not fit

decide-refused-building = 剛啟動，目錄還在建。請過一分鐘再傳一次編號。
decide-refused-day-ahead = 這一天還沒到，今天是{ $day }。
decide-refused-several-of-number = 有幾件都是這個序號。請傳送完整的登記號或回執號。
decide-refused-no-such-number = 您能閱看的裡面沒有這個編號。請核對後再傳。
decide-refused-nothing-open = 這個期限已經不在計算了。什麼都沒有改。
decide-refused-other-readers = 這兩件不是同一批人能看，不能關聯。什麼都沒有改。
decide-refused-same-case = 這就是本件的編號。請傳送另一件的編號。
decide-refused-too-early = 要晚於{ $day }。請另傳送一個日期。
decide-refused-too-far = 最晚只能到{ $day }。請另傳送一個日期。
decide-refused-too-late = 按規定最晚到{ $day }。請另傳送一個日期。

## More time

announce-extension-asked = { $number }：有同事申請延期。請開啟卡片，同意或不同意。
announce-extension-approved = { $number }：延期已同意，至{ $due }。
announce-extension-refused = { $number }：延期沒有同意，期限不變。理由在這一件裡。
decide-extension-asked = { $who }申請延期：{ $term }，至{ $due }
decide-term-over = 已結束的期限
decide-button-extend = 申請延期
decide-button-more = 同意延期
decide-button-nomore = 不同意延期
decide-ask-extend-term = { $number }：延長哪個期限？
decide-ask-extend-until = { $number }：延到哪天？請傳送日期（12月31日），或比現在再加多久（10個工作日）。
decide-ask-extend-reason = { $number }：請寫理由，最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-more-words = { $number }：同意延期，要寫批語嗎？最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-nomore-reason = { $number }：請寫不同意延期的理由，最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-done-extend = { $number }：已申請延至{ $due }，等待審批。批准前期限不變。
decide-done-more = { $number }：期限已延至{ $due }。
decide-done-nomore = { $number }：未同意，期限不變。
desk-choice-approval-extension-approved = 同意延期
desk-choice-approval-extension-refused = 不同意延期

## What is to become of a lead

announce-disposition-proposed = { $number }：有處置建議，請打開卡片審批。
announce-disposition-approved = { $number }：處置建議已同意。
announce-disposition-refused = { $number }：處置建議沒有同意，理由在這一件裡。請另提建議。
decide-disposition-proposed = 處置建議：{ $what }，等待審批
decide-disposition-approved = 處置建議：{ $what }，{ $who }已同意
decide-decided = 主管機關{ $day }已作決定
decide-button-dispose = 提處置建議
decide-button-agree = 同意處置建議
decide-button-disagree = 不同意處置建議
decide-button-decided = 登記機關決定
decide-button-today = 今天
decide-ask-dispose-kind = { $number }：建議怎麼處置？
decide-ask-dispose-reason = { $number }：請寫理由，最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-agree-words = { $number }：同意處置建議，要寫批語嗎？最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-disagree-reason = { $number }：請寫不同意的理由，最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-decided-organ = { $number }：哪個機關作的決定？
decide-ask-decided-document = { $number }：文號是什麼？
decide-ask-decided-day = { $number }：決定是哪天作的？請傳送日期（11月23日），或按「今天」。
decide-ask-decided-reason = { $number }：決定的內容是什麼？最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-done-dispose = { $number }：建議已提出，等待審批。
decide-done-agree = { $number }：處置建議已同意。主管機關作出決定後，請登記。
decide-done-disagree = { $number }：未同意，可以另提建議。
decide-done-decided = { $number }：機關決定已登記。
desk-choice-approval-disposition-approved = 同意處置建議
desk-choice-approval-disposition-refused = 不同意處置建議
desk-choice-disposition-talk = 談話函詢
desk-choice-disposition-verify = 初步核實
desk-choice-disposition-hold = 暫存待查
desk-choice-disposition-end = 予以了結

## Passed on, not accepted, kept on file, answered; taken up again

announce-settled = { $number }：已決定怎麼處理，請打開卡片看。
announce-reopened = { $number }：已重新辦理，請打開卡片看。
decide-signed = { $day }已簽收
decide-tell-yes = 告知反映人
decide-tell-no = 不告知
decide-button-pass = 轉交
decide-button-decline = 不予受理
decide-button-keep = 存查
decide-button-answered = 已答覆
decide-button-signed = 登記簽收
decide-button-reopen = 重新辦理
decide-ask-pass-organ = { $number }：轉交給哪個單位？不能轉給被反映單位。
decide-ask-pass-whom = { $number }：那邊由誰接收？
decide-ask-pass-tell = { $number }：要告知反映人已轉交嗎？
decide-ask-pass-reason = { $number }：請寫理由，最多 { $limit } 字。傳來後封存，訊息立即刪除；傳送後即轉交。
decide-ask-decline-tell = { $number }：要告知反映人不予受理嗎？
decide-ask-decline-reason = { $number }：請寫不予受理的理由，最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-keep-reason = { $number }：請寫存查的理由，最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-answered-reason = { $number }：怎樣答覆的？最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-signed-whom = { $number }：誰簽收的？
decide-ask-signed-day = { $number }：哪天簽收的？請傳送日期（11月23日），或按「今天」。
decide-ask-signed-words = { $number }：還要補充什麼嗎？最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-reopen-reason = { $number }：請寫重新辦理的理由，最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-done-pass = { $number }：已轉交。{ $told ->
    [yes] 告知已交給投遞。
   *[no] 沒有告知反映人。
}對方簽收以後，請登記簽收。
decide-done-decline = { $number }：不予受理。{ $told ->
    [yes] 告知已交給投遞。
   *[no] 沒有告知反映人。
}
decide-done-keep = { $number }：已存查。
decide-done-answered = { $number }：已標為已答覆。
decide-done-signed = { $number }：簽收已登記。
decide-done-reopen = { $number }：已重新辦理。
desk-choice-outcome-transferred = 已轉交
desk-choice-outcome-not-accepted = 不予受理
desk-choice-outcome-retained = 存查
desk-choice-outcome-answered = 已答覆
desk-choice-outcome-signed-for = 已簽收
desk-choice-outcome-reopened = 重新辦理
desk-choice-outcome-merged = 併入主件
desk-choice-outcome-unmerged = 撤銷併入
desk-choice-outcome-rectified = 已整改

## Repeats

decide-repeat-of = 重複件，主件{ $main }，共有重複件{ $count }件
decide-repeated = 本件的重複件：{ $count }件（{ $numbers }）
decide-button-link = 關聯重複件
decide-button-unlink = 撤銷關聯
decide-button-merge = 併入主件
decide-button-unmerge = 撤銷併入
decide-ask-link-number = { $number }：它重複的是哪一件？請傳送主件的登記號或回執號。
decide-ask-merge-reason = { $number }：請寫為什麼沒有新內容，最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-unmerge-reason = { $number }：請寫為什麼撤銷併入，最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-done-link = { $number }已關聯主件{ $main }。併入之前，回執和期限照舊。
decide-done-unlink = { $number }：關聯已撤銷。
decide-done-merge = { $number }：已併入。只剩審閱；有新情況會重新辦理。
decide-done-unmerge = { $number }：已撤銷併入，期限接著計算。

## Putting right at once

decide-rectification = 立行立改進行中
decide-rectified = 立行立改已完成
decide-button-rectify = 立行立改
decide-button-rectified = 已整改
decide-ask-rectify-document = { $number }：領導小組同意的文號是什麼？沒有同意不能提出。
decide-ask-rectify-until = { $number }：建議書上寫的期限？請傳送日期（12月31日）或時長（10個工作日）；沒寫就按通常的時長。
decide-ask-rectify-reason = { $number }：要整改什麼？最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-ask-rectified-day = { $number }：哪天整改完成的？請傳日期（11月23日），或按「今天」。
decide-ask-rectified-words = { $number }：還要補充什麼嗎？最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-done-rectify = { $number }：建議已登記，期限開始計算。
decide-done-rectified = { $number }：已登記整改完成。

## What is owed for the round

desk-menu-round = /round 本輪要報送什麼
command-round = 本輪要報送什麼
round-heading = <b>本輪要報送的</b>
round-nothing = 配置裡沒有從反饋開始計算的期限。
round-unsigned = 反饋還沒有簽收，整改材料還不用報送。
round-filed = { $term }：已報送
round-button-signed = 登記簽收
round-button-filed = 已報送：{ $term }
round-button-show = 看一看
round-ask-signed = 反饋是哪天簽收的？期限從這天起算。請傳送日期（11月23日），或按「今天」；退出請傳送 /cancel。
round-ask-filed = 正式材料（一式兩份）是哪天報送的？請傳送日期（11月23日），或按「今天」；退出請傳送 /cancel。
round-no-day = 這不是日期。請寫成11月23日或2026-11-23；退出傳送 /cancel。
round-entered = 已登記：{ $day }。

## On paper

paper-term-withdrawn = { $term }：已撤銷
