# 由信使送出的每一句话：给反映人的、给办案人员的提醒、给联络员的日报。给办案人员的更短：哪一件、做什么、到哪天。

## 给反映人

team-writes =
    办案人员就您的这份反映给您写了一条消息：

    <code>{ $receipt }</code>

    <blockquote>{ $text }</blockquote>

    要回答，请按“回答”；不回答也可以。办案人员看不到您的 Telegram 账号。
button-answer = 回答
case-closed =
    您的这份反映已办结：

    <code>{ $receipt }</code>

    发 /status 和回执号可以查看。有新的情况，也可以在那里补充。
case-transferred =
    您的这份反映已转交办理这类事情的单位：

    <code>{ $receipt }</code>

    您写的内容只交给那里。有新情况，发 /status 和回执号就能补充。
case-not-accepted =
    您的这份反映，这里没有受理：

    <code>{ $receipt }</code>

    它可能要由法院或别的单位办理。有新情况，发 /status 和回执号就能补充。
repeated-mark = （这条消息您可能已经收到过）

## 期限的名称

term-register = 登记
term-fifth-review = 第五巡视组审阅
term-urgent-report = 紧急呈报
term-acceptance-notice = 受理告知
term-feedback = 结果反馈
term-forwarded-in = 转来件处理
term-assigned-out = 交办件报结果
term-claim-notice = 申诉求决受理告知
term-claim-answer = 申诉求决答复
term-claim-extension = 申诉求决延期答复
term-rectification-plan = 整改方案
term-rectification-report = 整改情况报告
term-principals-report = 主要负责人报告
term-immediate-rectification = 边巡边改
term-hand-over = 台账移交

## 日报

summary =
    <b>{ $title }</b>

    新收 { $new } 件
    { $channels }

    按类别
    { $categories }

    审阅 { $reviewed } 件
    答复反映人 { $replied } 次
    办结 { $closed } 件

    在办 { $open } 件
    待第五组审阅 { $waiting } 件

    已超期 { $overdue } 项
    { $numbers }
    { $due_day } 到期 { $due_today } 项
    下一个到期日：{ $next_due }

    台账校验点：{ $posted }
summary-day = { $day } 日报
summary-day-late = { $day } 日报（补发）
summary-days = { $first } 至 { $last } 日报
summary-days-late = { $first } 至 { $last } 日报（补发）
summary-more = { $numbers }，另有 { $more } 项
summary-numbers-later = 登记号见最新一期日报
summary-posted = { $size } 条，{ $root }…，{ $day }
trend-by-day = 本轮每日走势
trend-by-week = 本轮每周走势
trend-new = 新收 { $count }
trend-reviewed = 审阅 { $count }
trend-closed = 办结 { $count }
trend-caption = { $title }，{ $first } 至 { $last }：新收 { $new }，审阅 { $reviewed }，办结 { $closed }。
summary-line = { $name }：{ $count }
summary-part = { $name } { $count }
summary-none = 无
summary-unsorted = 未分类
source-telegram = Telegram
source-letter = 来信
source-call = 来电
source-visit = 来访
source-mailbox = 举报箱
source-email = 电子邮件
source-passed-down = 上级转交
source-inquiry = 函询
source-other = 其他来源
