# 期限提醒：信使怎麼說一行，下面有哪些按鈕。
# 一行只有登記號和期限，從不提內容。

reminder-left = { $number }：{ $term }，還剩 { $left } 個工作日（{ $due }）。
reminder-last = { $number }：{ $term }，{ $due }到期，之前沒有別的工作日了。
reminder-today = { $number }：{ $term }，今天到期（{ $due }）。
reminder-overdue = { $number }：{ $term }，{ $due }到期，已逾期 { $late } 個工作日。
reminder-moved = { $number }：{ $term }，改到 { $due }（原為 { $before }），因工作日或期限長短有變動。
date-for-now = { $day }（暫定）
chase-flag = { $number }：標為重要、敏感或緊急，還沒有人確認。請今天打開卡片，確認或取消。
reminder-late = { $line }（遲到：原定 { $day } { $time }）
reminders = <b>{ $count } 項期限，急的在前</b>
reminders-button-all-seen = 全部知道了
reminder-button-seen = 知道了
reminder-button-done = 已辦
reminder-button-extend = 申請延期
reminder-button-hand = 轉給…
