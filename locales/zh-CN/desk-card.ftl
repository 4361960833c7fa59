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
desk-button-filters = 筛选
desk-queue-which = 您想看哪些？
desk-button-by-unit = 单位
desk-button-by-term = 期限
desk-button-any-unit = 所有单位
desk-button-any-term = 所有期限
desk-find-named = 实名

## 列表的各行

desk-queue-line =
    <b>{ $number }</b> { $category }
    { $standing }
desk-between = ｜
desk-next-term = { $term }{ $left }
desk-next-term-provisional = { $term }{ $left }（暂定）
desk-queue-since = { $received }收到

## 卡片上的期限

desk-time-left = 还剩 { $left } 个工作日
desk-time-today = 今天到期
desk-time-rest = 之前没有别的工作日了
desk-time-late = 已超 { $late } 个工作日
desk-term = { $term }：{ $left }（{ $due }）
desk-term-provisional = { $term }：{ $left }（暂定 { $due }，待放假通知公布后确定）
desk-marks = 标记：{ $marks }
desk-waits = 等反映人答复（{ $since }问的）。

## 附件

desk-attachments = <b>{ $number }</b>｜附件 { $total } 个，图片在前
desk-attachments-sealed = <b>{ $number }</b>｜附件 { $total } 个。逐个密封发出，用您自己的钥匙打开。
desk-no-attachments = { $number }没有附件。
desk-pictures = <b>{ $number }</b>｜图片 { $first } 到 { $last }，不带地点、设备、作者等信息
desk-picture-alone = 第 { $position } 件不能在这里显示，请按它自己的按钮打开。
desk-viewing-copy = 阅览件：地点、设备、作者等信息已去掉。
desk-no-viewing-copy = { $number }第 { $position } 件：去不掉文件里夹带的信息（如地点、设备、作者），没有阅览件。确有需要请取原件。
desk-attachment-too-large = { $number }第 { $position } 件有 { $size }，这里最多能发 { $limit }。请让管理员导出：dengwen export。
desk-sealed-only = 这里的内容只密封发出。您的钥匙存在这边，收到也打不开；请向管理员要新的邀请码，用自己的钥匙（age1…）重新加入。
desk-button-attachments = 附件
desk-button-pictures = 图片 { $first } 到 { $last }
desk-button-original = 原件

## 群里

desk-group-numbers = 您的待办 { $total } 件：{ $numbers }。这条只有您看得见，更多请看您和本机器人的私聊。
desk-open-private-chat = 只给您看的回答还发不到您那里。请打开和本机器人的私聊，按“开始”。
