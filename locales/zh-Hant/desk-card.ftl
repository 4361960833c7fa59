# 待辦的各行、篩選，以及一件反映的期限怎麼說。

## 篩選

desk-menu-mine = /mine 我承辦的
desk-command-mine = 我承辦的
desk-filter-waiting = 等反映人答覆
desk-filter-term = { $term }（{ $span }）
desk-span-any = 不限時間
desk-span-overdue = 已逾期
desk-span-within = { $days } 個工作日內到期
desk-queue-which-unit = 看哪個單位？
desk-queue-which-term = 看哪一項期限？這些正在您的待辦裡計時。
desk-queue-when-due = { $term }：什麼時候到期的？
desk-button-filter-waiting = 等反映人
desk-button-by-unit = 單位
desk-button-by-term = 期限
desk-button-any-unit = 所有單位
desk-button-any-term = 所有期限

## 清單的各行

desk-queue-line =
    <b>{ $number }</b> { $category }
    { $standing }
desk-between = ｜
desk-next-term = { $term }{ $left }
desk-queue-since = { $received }收到

## 卡片上的期限

desk-time-left = 還剩 { $left } 個工作日
desk-time-today = 今天到期
desk-time-rest = 之前沒有別的工作日了
desk-time-late = 已逾期 { $late } 個工作日
desk-term = { $term }：{ $left }（{ $due }）
desk-term-provisional = { $term }：{ $left }（暫定 { $due }，待放假通知公布後確定）
desk-marks = 標記：{ $marks }
desk-waits = 在等反映人答覆，{ $since }問的。
