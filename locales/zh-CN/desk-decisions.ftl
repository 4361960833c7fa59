# Decisions about a case: what staff are asked, what was decided, and who is told.

decide-not-understood = 这没有回答问题，什么也没有保存。
decide-button-without = 不写说明
desk-kind-approval = 组长审批
desk-kind-outcome = 处理结果

## When it cannot be decided so

decide-refused-not-confirmed = 组长还没有确认，先不呈报。什么也没有改动。
decide-refused-over = 这一步已经办过，卡片上是现在的情况。什么也没有改动。

## The flag: important, sensitive or urgent

chase-flag = { $number }：标为重要、敏感或紧急，还没有人确认。请今天打开卡片，确认或取消。
announce-flag-confirmed = { $number }：组长已确认重要紧急。请今天向巡察办呈报，并在卡片上登记。
announce-flag-lifted = { $number }：组长已取消重要紧急标记，不用呈报。
announce-urgent-report = { $number }：巡察组作为重要、敏感或紧急事项向您呈报，材料由他们送达。
decide-flag-unconfirmed = 重要紧急，等组长确认
decide-flag-confirmed = 重要紧急，已确认，今天要呈报巡察办
decide-flag-reported = { $day }已呈报巡察办
decide-button-confirm = 确认重要紧急
decide-button-lift = 取消重要紧急
decide-button-report = 呈报巡察办
decide-ask-confirm-words = { $number }：请写为什么重要紧急，最多{ $limit }个字；也可以不写。写下的会密封，消息随即删除。
decide-ask-lift-reason = { $number }：请写为什么不算重要紧急，最多{ $limit }个字。写下的会密封，消息随即删除。
decide-ask-report-way = { $number }：用什么方式向巡察办呈报的？
decide-ask-report-whom = { $number }：呈报给了谁？请发姓名。
decide-ask-report-words = { $number }：还要补充什么吗？最多{ $limit }个字。写下的会密封，消息随即删除。
decide-done-confirm = { $number }：已确认重要紧急，承办人今天向巡察办呈报。
decide-done-lift = { $number }：已取消重要紧急标记，不用呈报。
decide-done-report = { $number }：已登记今天呈报。收到登记号的巡察办人员：{ $told }人。
desk-choice-approval-flag-confirmed = 确认重要紧急
desk-choice-approval-flag-lifted = 取消重要紧急
desk-choice-report-reported = 已呈报巡察办
desk-choice-report-paper = 书面
desk-choice-report-phone = 电话
desk-choice-report-person = 当面
desk-what-confirmed = 确认重要紧急
desk-what-reported = 呈报巡察办
desk-what-extension = 延期
desk-what-disposition = 处置建议
desk-what-approved = 处置审批
desk-what-decided = 主管机关决定
desk-what-signed = 签收
desk-what-rectification = 立行立改
desk-what-main = 重复件
decide-extended = { $term }：已延期{ $times }次，至{ $due }
