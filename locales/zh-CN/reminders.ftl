# 期限提醒：信使怎么说一行，下面有哪些按钮。
# 一行只有登记号和期限，从不提内容。

reminder-left = { $number }：{ $term }，还剩 { $left } 个工作日（{ $due }）。
reminder-last = { $number }：{ $term }，{ $due }到期，之前没有别的工作日了。
reminder-today = { $number }：{ $term }，今天到期（{ $due }）。
reminder-overdue = { $number }：{ $term }，{ $due }到期，已超 { $late } 个工作日。
reminder-moved = { $number }：{ $term }，改到 { $due }（原为 { $before }），因工作日或期限长短有变动。
date-for-now = { $day }（暂定）
chase-flag = { $number }：标为重要、敏感或紧急，还没有人确认。请今天打开卡片，确认或取消。
reminder-late = { $line }（迟到：原定 { $day } { $time }）
reminders = <b>{ $count } 项期限，急的在前</b>
reminders-button-all-seen = 全部知道了
reminder-button-seen = 知道了
reminder-button-done = 已办
reminder-button-extend = 申请延期
reminder-button-hand = 转给…
