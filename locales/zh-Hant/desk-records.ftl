# 組內人員就一件反映寫下的各項，以及現在以哪一項為準。

announce-proposal = { $number }：有同事寫了擬辦意見，請閱看並批示。
announce-instruction = { $number }：有新的批示，請閱看。

desk-mark-priority = 優先辦理
desk-filter-priority = 優先辦理
desk-button-filter-priority = 優先

desk-button-record-place = 問題屬地
desk-button-record-happened = 發生時間
desk-button-record-accused = 被反映人
desk-button-record-proposal = 擬辦意見
desk-button-record-instruction = 批示
desk-button-record-done = 就這些
desk-button-record-change = 更正第 { $position } 件
desk-button-record-undo = 撤回這一件
desk-ask-record-place = { $number }：問題發生在哪裡？最多 { $limit } 字。傳來後封存，訊息立即刪除。
desk-ask-record-happened = { $number }：什麼時候發生的？可寫日期、起..止，或用文字說明，最多 { $limit } 字。傳來後封存，訊息立即刪除。
desk-ask-record-accused = { $number }：被反映人是誰？一則寫一人，每行一項：姓名、單位、職務、職級，不知道的寫「-」。最多 { $limit } 字，封存後立即刪除。
desk-ask-record-proposal = { $number }：請寫擬辦意見，最多 { $limit } 字。傳來後封存，訊息立即刪除，並通知批示的人。
desk-ask-record-instruction = { $number }：請寫批示，最多 { $limit } 字。傳來後封存，訊息立即刪除，並通知承辦人。
desk-button-record-reporter = 反映人
desk-ask-record-reporter = { $number }：反映人的情況？每行一項：姓名、電話、地址、單位、人數（聯名的註明「聯名」），不知道的寫「-」。最多 { $limit } 字，封存後立即刪除。
desk-person-reported = { $number }：反映人的情況已封存（{ $known }），原訊息已刪除。
desk-record-gone = 這一件已經不作數，或者不由您來改。請重新閱看。
desk-nameless = 這位反映人沒有署名。誰都不得追查身分，所以沒有記下。
desk-record-yes = 是
desk-button-record-result = 辦理結果
desk-ask-record-result = { $number }：查明了什麼，怎樣處理的？最多 { $limit } 字。傳來後封存，訊息立即刪除。台帳裡列在辦結日期旁。
desk-described = { $number }：{ $what }已封存，原訊息已刪除。
desk-person-added = { $number }：已封存一人（{ $known }），原訊息已刪除。還有別人就接著傳送。
desk-person-corrected = { $number }：已更正並封存（{ $known }），原訊息已刪除。
desk-ask-correcting = { $number }第 { $position } 件（{ $what }）：請把正確的重寫一遍。原來那件保留，標明已被代替。也可以撤回。
desk-record-taken-back = { $number }：第 { $position } 件已撤回。原文保留，標明已撤回。
desk-nothing-said = 這裡面沒有可以保存的內容。請至少寫一行字。
desk-record-besides = 其他說明
desk-record-several = { $what }（{ $count }）
desk-record-happened-until = 至
desk-record-handling-organ = 承辦機關
desk-record-verification-choice = 結果
desk-record-replaced-by = 第 { $position } 件已由第 { $by } 件代替。
desk-record-withdrawn-by = 第 { $position } 件已由第 { $by } 件撤回。

desk-kind-handling = 辦理方式
desk-kind-report-back = 交辦回報

## 實名核實

desk-named-unverified = 實名（未核實）
desk-named-confirmed = 實名（已核實）
desk-named-unconfirmed = 實名未能核實，按匿名辦理
desk-what-verified = 實名核實
decide-button-verify = 實名核實
decide-ask-verify-way = { $number }：怎樣與反映人核實的？
decide-ask-verify-day = { $number }：哪一天核實的？按按鈕，或傳日期。
decide-ask-verify-result = { $number }：是本人實名嗎？未能核實的，今後按匿名辦理，告知和回饋的期限停止。再核實一次就能恢復。
decide-ask-verify-words = { $number }：誰與誰談的，說了什麼？最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-done-verify = { $number }：已封存，原訊息已刪除。{ $result ->
    [confirmed] 實名已核實。
   *[unconfirmed] 從現在起按匿名辦理，告知和回饋的期限已停止。
}
desk-choice-verification-call = 電話
desk-choice-verification-talk = 面談
desk-choice-verification-other = 其他方式
desk-choice-verification-confirmed = 已核實
desk-choice-verification-unconfirmed = 未能核實

## 辦理方式

desk-handling = 辦理方式：{ $how }
desk-handling-returned = 辦理方式：{ $how }，{ $day } 已回報
desk-what-handling = 辦理方式
decide-button-handle = 辦理方式
decide-button-result = 收到回報
decide-ask-handle-way = { $number }：怎樣辦理？
decide-ask-handle-organ = { $number }：交給哪個機關？請寫名稱；有文號的寫在第二行。傳來後封存，訊息立即刪除。
decide-ask-result-words = { $number }：對方回報了什麼？最多 { $limit } 字。傳來後封存，訊息立即刪除。
decide-done-handle = { $number }：已記下，辦理方式見卡片。
decide-done-result = { $number }：回報已封存，原訊息已刪除。
desk-choice-handling-ourselves = 自辦
desk-choice-handling-passed-on = 轉辦
desk-choice-handling-assigned-out = 交辦
desk-choice-handling-supervised = 督辦
desk-choice-handling-joint = 協辦
desk-choice-handling-on-file = 存查
