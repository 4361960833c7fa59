# 組內人員就一件反映寫下的各項，以及現在以哪一項為準。

announce-proposal = { $number }：有同事寫了擬辦意見，請閱看並批示。
announce-instruction = { $number }：組長有批示，請閱看。

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
desk-ask-record-proposal = { $number }：請寫擬辦意見，最多 { $limit } 字。傳來後封存，訊息立即刪除，並告訴組長。
desk-ask-record-instruction = { $number }：請寫批示，最多 { $limit } 字。傳來後封存，訊息立即刪除，並告訴承辦人。
desk-described = { $number }：{ $what }已封存，原訊息已刪除。
desk-person-added = { $number }：一人已封存，有{ $known }，原訊息已刪除。還有別人就接著傳。
desk-person-corrected = { $number }：這個人已重新封存，有{ $known }，原訊息已刪除。
desk-ask-correcting = { $number }第 { $position } 件（{ $what }）：請把正確的重寫一遍。原來那件保留，標明已被代替。也可以撤回。
desk-record-taken-back = { $number }：第 { $position } 件已撤回。原文保留，標明已撤回。
desk-nothing-said = 這裡面沒有可以保存的內容。請至少寫一行字。
desk-record-besides = 其他說明
desk-record-several = { $what }（{ $count }）
desk-record-replaced-by = 第 { $position } 件已由第 { $by } 件代替。
desk-record-withdrawn-by = 第 { $position } 件已由第 { $by } 件撤回。

desk-kind-handling = 辦理方式
desk-kind-report-back = 交辦回報
