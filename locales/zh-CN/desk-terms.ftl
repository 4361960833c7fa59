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

paper-term-rests = { $term }：{ $since }起中止

## 人工设定

announce-task = { $number }：给您设了期限，{ $due }前办完。内容在案件中，请打开卡片。
announce-task-cancelled = { $number }：给您设的一项期限已撤销。
announce-task-done = { $number }：人工设定的一项期限已登记办完。
announce-task-moved = { $number }：给您设的期限改为{ $due }。
decide-by-hand = 人工设定：{ $term }，{ $due }前
decide-task-until = { $term }，{ $due }
decide-button-task = 设定期限
decide-button-taskday = 更改所设期限
decide-button-untask = 撤销所设期限
decide-button-taskdone = 所设期限：已办完
decide-ask-task-kind = { $number }：设定哪一种期限？种类决定由谁办理。
decide-ask-task-until = { $number }：何时前办完？请发日期（12-31）或时长（10个工作日）；不写的，按通常时长。
decide-ask-task-reason = { $number }：要办什么？不超过{ $limit }字；内容加密封存，您的消息会删除。
decide-ask-taskday-term = { $number }：更改哪一项期限？
decide-ask-taskday-until = { $number }：改到哪天？请发日期（12-31），或从今天起的时长（10个工作日）。
decide-ask-taskday-reason = { $number }：为何改期？不超过{ $limit }字；内容加密封存，您的消息会删除。
decide-ask-untask-term = { $number }：撤销哪一项期限？
decide-ask-untask-reason = { $number }：为何撤销？不超过{ $limit }字；内容加密封存，您的消息会删除。
decide-ask-taskdone-term = { $number }：哪一项已办完？
decide-ask-taskdone-day = { $number }：哪天办完的？请发日期（11-23），或按“今天”。
decide-ask-taskdone-words = { $number }：有要补充的吗？不超过{ $limit }字；内容加密封存，您的消息会删除。
decide-done-task = { $number }：已设定，{ $due }前办完。
decide-done-taskday = { $number }：期限改为{ $due }。
decide-done-untask = { $number }：该项期限已撤销。
decide-done-taskdone = { $number }：已登记办完。
decide-refused-no-kind = 配置中没有可人工设定的这种期限。未作改动。
decide-refused-too-many = 本案人工设定的期限已满。请先登记办完或撤销一项。
desk-choice-task-term-set = 设定期限
desk-choice-task-term-moved = 改期
desk-choice-task-term-cancelled = 撤销期限
desk-choice-task-term-done = 已办完
desk-kind-task = 人工设定的期限
desk-what-tasks = 人工设定的期限
term-task = 限期事项

## 申诉求决

decide-claim = 申诉求决：待告知是否受理
decide-claim-accepted = 申诉求决：已受理
decide-button-claim = 标为申诉求决
decide-button-noclaim = 不是申诉求决
decide-ask-noclaim-reason = { $number }：为何不是申诉求决？不超过{ $limit }字；内容加密封存，您的消息会删除。
decide-done-claim = { $number }：已标为申诉求决。{ $accepted ->
    [yes] 此前已告知，办理期限从那时起算。
   *[no] 须告知是否受理，期限从收到之日起算。
}
decide-done-noclaim = { $number }：不是申诉求决，相应期限已撤销。
desk-choice-outcome-no-claim = 不是申诉求决
desk-what-claim = 申诉求决
