# 期限：中止、人工设定、申诉求决。

## What rests

desk-term-rests = { $term }：{ $since }起中止（{ $why }），还剩{ $left }{ $unit ->
    [workdays] 个工作日
   *[days] 天
}
event-claimed = 已有人承办
event-assigned = 已指定承办人
event-released = 承办人已退出
event-flagged = 已标为紧急事项
event-reported = 已呈报巡察办
event-triaged = 已甄别处理
event-assigned-out = 已交办
event-result-returned = 承办单位已报结果
event-reviewed = 已审阅
event-returned = 审阅退回
event-resubmitted = 已重新提交审阅
event-notice-sent = 已告知受理情况
event-feedback-sent = 已反馈结果
event-replied = 已回复反映人
event-asked = 已向反映人询问
event-wait-over = 不再等反映人答复
event-answered = 已答复
event-transferred = 已转出
event-not-accepted = 不予受理
event-retained = 已存查
event-merged = 已并案
event-withdrawn = 反映人已撤回
event-closed = 已办结
event-reopened = 已重新办理
event-proposal = 已提出立行立改
event-rectified = 已改正
event-claim-received = 已认定为申诉求决
event-claim-notice-sent = 已告知申诉求决受理情况
event-accepted = 申诉求决已受理
