# 待办的各行、筛选，以及一件反映的期限怎么说。

## 筛选

desk-menu-mine = /mine 我承办的
desk-command-mine = 我承办的
desk-filter-waiting = 等反映人答复
desk-filter-term = { $term }（{ $span }）
desk-span-any = 不限时间
desk-span-overdue = 已超期
desk-span-within = { $days } 个工作日内到期
desk-queue-which-unit = 看哪个单位？
desk-queue-which-term = 看哪一项期限？这些正在您的待办里计时。
desk-queue-when-due = { $term }：什么时候到期的？
desk-button-filter-waiting = 等反映人
desk-button-by-unit = 单位
desk-button-by-term = 期限
desk-button-any-unit = 所有单位
desk-button-any-term = 所有期限

## 列表的各行

desk-queue-line =
    <b>{ $number }</b> { $category }
    { $standing }
desk-between = ｜
desk-next-term = { $term }{ $left }
desk-queue-since = { $received }收到

## 卡片上的期限

desk-time-left = 还剩 { $left } 个工作日
desk-time-today = 今天到期
desk-time-rest = 之前没有别的工作日了
desk-time-late = 已超 { $late } 个工作日
desk-term = { $term }：{ $left }（{ $due }）
desk-term-provisional = { $term }：{ $left }（暂定 { $due }，待放假通知公布后确定）
desk-marks = 标记：{ $marks }
desk-waits = 在等反映人答复，{ $since }问的。
