# 期限：中止、人工設定、申訴求決。

## What rests

desk-term-rests = { $term }：{ $since }起中止（{ $why }），還剩{ $left }{ $unit ->
    [workdays] 個工作日
   *[days] 天
}
event-claimed = 已有人承辦
event-assigned = 已指定承辦人
event-released = 承辦人已退出
event-flagged = 已標為緊急事項
event-reported = 已呈報巡察辦
event-triaged = 已甄別處理
event-assigned-out = 已交辦
event-result-returned = 承辦單位已報結果
event-reviewed = 已審閱
event-returned = 審閱退回
event-resubmitted = 已重新提交審閱
event-notice-sent = 已告知受理情況
event-feedback-sent = 已反饋結果
event-replied = 已回覆反映人
event-asked = 已向反映人詢問
event-wait-over = 不再等反映人答覆
event-answered = 已答覆
event-transferred = 已轉出
event-not-accepted = 不予受理
event-retained = 已存查
event-merged = 已併案
event-withdrawn = 反映人已撤回
event-closed = 已辦結
event-reopened = 已重新辦理
event-proposal = 已提出立行立改
event-rectified = 已改正
event-claim-received = 已認定為申訴求決
event-claim-notice-sent = 已告知申訴求決受理情況
event-accepted = 申訴求決已受理

paper-term-rests = { $term }：{ $since }起中止

## 人工設定

announce-task = { $number }：給您設了期限，{ $due }前辦完。內容在案件中，請打開卡片。
announce-task-cancelled = { $number }：給您設的一項期限已撤銷。
announce-task-done = { $number }：人工設定的一項期限已登記辦完。
announce-task-moved = { $number }：給您設的期限改為{ $due }。
decide-by-hand = 人工設定：{ $term }，{ $due }前
decide-task-until = { $term }，{ $due }
decide-button-task = 設定期限
decide-button-taskday = 更改所設期限
decide-button-untask = 撤銷所設期限
decide-button-taskdone = 所設期限：已辦完
decide-ask-task-kind = { $number }：設定哪一種期限？種類決定由誰辦理。
decide-ask-task-until = { $number }：何時前辦完？請傳送日期（12-31）或時長（10個工作日）；不寫的，按通常時長。
decide-ask-task-reason = { $number }：要辦什麼？不超過{ $limit }字；內容加密封存，您的訊息會刪除。
decide-ask-taskday-term = { $number }：更改哪一項期限？
decide-ask-taskday-until = { $number }：改到哪天？請傳送日期（12-31），或從今天起的時長（10個工作日）。
decide-ask-taskday-reason = { $number }：為何改期？不超過{ $limit }字；內容加密封存，您的訊息會刪除。
decide-ask-untask-term = { $number }：撤銷哪一項期限？
decide-ask-untask-reason = { $number }：為何撤銷？不超過{ $limit }字；內容加密封存，您的訊息會刪除。
decide-ask-taskdone-term = { $number }：哪一項已辦完？
decide-ask-taskdone-day = { $number }：哪天辦完的？請傳送日期（11-23），或按「今天」。
decide-ask-taskdone-words = { $number }：有要補充的嗎？不超過{ $limit }字；內容加密封存，您的訊息會刪除。
decide-done-task = { $number }：已設定，{ $due }前辦完。
decide-done-taskday = { $number }：期限改為{ $due }。
decide-done-untask = { $number }：該項期限已撤銷。
decide-done-taskdone = { $number }：已登記辦完。
decide-refused-no-kind = 設定檔中沒有可人工設定的這種期限。未作改動。
decide-refused-too-many = 本案人工設定的期限已滿。請先登記辦完或撤銷一項。
desk-choice-task-term-set = 設定期限
desk-choice-task-term-moved = 改期
desk-choice-task-term-cancelled = 撤銷期限
desk-choice-task-term-done = 已辦完
desk-kind-task = 人工設定的期限
desk-what-tasks = 人工設定的期限
term-task = 限期事項

## 申訴求決

decide-claim = 申訴求決：待告知是否受理
decide-claim-accepted = 申訴求決：已受理
decide-button-claim = 標為申訴求決
decide-button-noclaim = 不是申訴求決
decide-ask-noclaim-reason = { $number }：為何不是申訴求決？不超過{ $limit }字；內容加密封存，您的訊息會刪除。
decide-done-claim = { $number }：已標為申訴求決。{ $accepted ->
    [yes] 此前已告知，辦理期限從那時起算。
   *[no] 須告知是否受理，期限從收到之日起算。
}
decide-done-noclaim = { $number }：不是申訴求決，相應期限已撤銷。
desk-choice-outcome-no-claim = 不是申訴求決
desk-what-claim = 申訴求決
