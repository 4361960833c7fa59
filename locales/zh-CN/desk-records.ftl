# 组内人员就一件反映写下的各项，以及现在以哪一项为准。

announce-proposal = { $number }：有同事写了拟办意见，请阅看并批示。
announce-instruction = { $number }：有新的批示，请阅看。

desk-mark-priority = 优先办理
desk-filter-priority = 优先办理
desk-button-filter-priority = 优先

desk-button-record-place = 问题属地
desk-button-record-happened = 发生时间
desk-button-record-accused = 被反映人
desk-button-record-proposal = 拟办意见
desk-button-record-instruction = 批示
desk-button-record-done = 就这些
desk-button-record-change = 更正第 { $position } 件
desk-button-record-undo = 撤回这一件
desk-ask-record-place = { $number }：问题发生在哪里？最多 { $limit } 字。发来后封存，消息立即删除。
desk-ask-record-happened = { $number }：什么时候发生的？可写日期、起..止，或用文字说明，最多 { $limit } 字。发来后封存，消息立即删除。
desk-ask-record-accused = { $number }：被反映人是谁？一条写一人，每行一项：姓名、单位、职务、职级，不知道的写“-”。最多 { $limit } 字，封存后立即删除。
desk-ask-record-proposal = { $number }：请写拟办意见，最多 { $limit } 字。发来后封存，消息立即删除，并通知批示的人。
desk-ask-record-instruction = { $number }：请写批示，最多 { $limit } 字。发来后封存，消息立即删除，并通知承办人。
desk-button-record-reporter = 反映人
desk-ask-record-reporter = { $number }：反映人的情况？每行一项：姓名、电话、地址、单位、人数（联名的注明“联名”），不知道的写“-”。最多 { $limit } 字，封存后立即删除。
desk-person-reported = { $number }：反映人的情况已封存（{ $known }），原消息已删除。
desk-record-gone = 这一件已经不作数，或者不由您来改。请重新阅看。
desk-nameless = 这位反映人没有署名。谁都不得追查身份，所以没有记下。
desk-record-yes = 是
desk-button-record-result = 办理结果
desk-ask-record-result = { $number }：查明了什么，怎样处理的？最多 { $limit } 字。发来后封存，消息立即删除。台账里列在办结日期旁。
desk-described = { $number }：{ $what }已封存，原消息已删除。
desk-person-added = { $number }：已封存一人（{ $known }），原消息已删除。还有别人就接着发。
desk-person-corrected = { $number }：已更正并封存（{ $known }），原消息已删除。
desk-ask-correcting = { $number }第 { $position } 件（{ $what }）：请把正确的重写一遍。原来那件保留，标明已被代替。也可以撤回。
desk-record-taken-back = { $number }：第 { $position } 件已撤回。原文保留，标明已撤回。
desk-nothing-said = 这里面没有可以保存的内容。请至少写一行字。
desk-record-besides = 其他说明
desk-record-several = { $what }（{ $count }）
desk-record-happened-until = 至
desk-record-handling-organ = 承办机关
desk-record-verification-choice = 结果
desk-record-replaced-by = 第 { $position } 件已由第 { $by } 件代替。
desk-record-withdrawn-by = 第 { $position } 件已由第 { $by } 件撤回。

desk-kind-handling = 办理方式
desk-kind-report-back = 交办回报

## 实名核实

desk-named-unverified = 实名（未核实）
desk-named-confirmed = 实名（已核实）
desk-named-unconfirmed = 实名未能核实，按匿名办理
desk-what-verified = 实名核实
decide-button-verify = 实名核实
decide-ask-verify-way = { $number }：怎样与反映人核实的？
decide-ask-verify-day = { $number }：哪一天核实的？按按钮，或发日期。
decide-ask-verify-result = { $number }：是本人实名吗？未能核实的，今后按匿名办理，告知和反馈的期限停止。再核实一次就能恢复。
decide-ask-verify-words = { $number }：谁与谁谈的，说了什么？最多 { $limit } 字。发来后封存，消息立即删除。
decide-done-verify = { $number }：已封存，原消息已删除。{ $result ->
    [confirmed] 实名已核实。
   *[unconfirmed] 从现在起按匿名办理，告知和反馈的期限已停止。
}
desk-choice-verification-call = 电话
desk-choice-verification-talk = 面谈
desk-choice-verification-other = 其他方式
desk-choice-verification-confirmed = 已核实
desk-choice-verification-unconfirmed = 未能核实

## 办理方式

desk-handling = 办理方式：{ $how }
desk-handling-returned = 办理方式：{ $how }，{ $day } 已回报
desk-what-handling = 办理方式
decide-button-handle = 办理方式
decide-button-result = 收到回报
decide-ask-handle-way = { $number }：怎样办理？
decide-ask-handle-organ = { $number }：交给哪个机关？请写名称；有文号的写在第二行。发来后封存，消息立即删除。
decide-ask-result-words = { $number }：对方回报了什么？最多 { $limit } 字。发来后封存，消息立即删除。
decide-done-handle = { $number }：已记下，办理方式见卡片。
decide-done-result = { $number }：回报已封存，原消息已删除。
desk-choice-handling-ourselves = 自办
desk-choice-handling-passed-on = 转办
desk-choice-handling-assigned-out = 交办
desk-choice-handling-supervised = 督办
desk-choice-handling-joint = 协办
desk-choice-handling-on-file = 存查
