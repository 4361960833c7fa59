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
