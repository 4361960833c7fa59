# 组内人员就一件反映写下的各项，以及现在以哪一项为准。

announce-proposal = { $number }：有同事写了拟办意见，请阅看并批示。
announce-instruction = { $number }：组长有批示，请阅看。

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
desk-ask-record-proposal = { $number }：请写拟办意见，最多 { $limit } 字。发来后封存，消息立即删除，并告诉组长。
desk-ask-record-instruction = { $number }：请写批示，最多 { $limit } 字。发来后封存，消息立即删除，并告诉承办人。
desk-described = { $number }：{ $what }已封存，原消息已删除。
desk-person-added = { $number }：一人已封存，有{ $known }，原消息已删除。还有别人就接着发。
desk-person-corrected = { $number }：这个人已重新封存，有{ $known }，原消息已删除。
desk-ask-correcting = { $number }第 { $position } 件（{ $what }）：请把正确的重写一遍。原来那件保留，标明已被代替。也可以撤回。
desk-record-taken-back = { $number }：第 { $position } 件已撤回。原文保留，标明已撤回。
desk-nothing-said = 这里面没有可以保存的内容。请至少写一行字。
desk-record-besides = 其他说明
desk-record-several = { $what }（{ $count }）
desk-record-replaced-by = 第 { $position } 件已由第 { $by } 件代替。
desk-record-withdrawn-by = 第 { $position } 件已由第 { $by } 件撤回。

desk-kind-handling = 办理方式
desk-kind-report-back = 交办回报
