# 由信使送出的每一句話：給反映人的、給辦案人員的提醒、給聯絡員的日報。給辦案人員的更短：哪一件、做什麼、到哪天。

## 給反映人

team-writes =
    辦案人員就您的這份反映寫了一則訊息給您：

    <code>{ $receipt }</code>

    <blockquote>{ $text }</blockquote>

    要回答，請按「回答」；不回答也可以。辦案人員看不到您的 Telegram 帳號。
button-answer = 回答
case-closed =
    您的這份反映已辦結：

    <code>{ $receipt }</code>

    傳送 /status 和回執號可以查看。有新的情況，也可以在那裡補充。
case-transferred =
    您的這份反映已轉交辦理這類事情的單位：

    <code>{ $receipt }</code>

    您寫的內容只交給那裡。有新情況，傳送 /status 和回執號就能補充。
case-not-accepted =
    您的這份反映，這裡沒有受理：

    <code>{ $receipt }</code>

    它可能要由法院或別的單位辦理。有新情況，傳送 /status 和回執號就能補充。
repeated-mark = （這則訊息您可能已經收到過）

## 期限的名稱

term-register = 登記
term-fifth-review = 第五巡視組審閱
term-urgent-report = 緊急呈報
term-acceptance-notice = 受理告知
term-feedback = 結果回饋
term-forwarded-in = 轉來件處理
term-assigned-out = 交辦件報結果
term-claim-notice = 申訴求決受理告知
term-claim-answer = 申訴求決答覆
term-claim-extension = 申訴求決延期答覆
term-rectification-plan = 整改方案
term-rectification-report = 整改情況報告
term-principals-report = 主要負責人報告
term-immediate-rectification = 邊巡邊改
term-hand-over = 台帳移交

## 日報

summary =
    <b>{ $title }</b>

    新收 { $new } 件
    { $channels }

    按類別
    { $categories }

    審閱 { $reviewed } 件
    答覆反映人 { $replied } 次
    辦結 { $closed } 件

    在辦 { $open } 件
    待第五組審閱 { $waiting } 件

    已逾期 { $overdue } 項
    { $numbers }
    { $due_day } 到期 { $due_today } 項
    下一個到期日：{ $next_due }

    台帳校驗點：{ $posted }
summary-day = { $day } 日報
summary-day-late = { $day } 日報（補發）
summary-days = { $first } 至 { $last } 日報
summary-days-late = { $first } 至 { $last } 日報（補發）
summary-more = { $numbers }，另有 { $more } 項
summary-numbers-later = 登記號見最新一期日報
summary-posted = { $size } 條，{ $root }…，{ $day }
trend-by-day = 本輪每日走勢
trend-by-week = 本輪每週走勢
trend-new = 新收 { $count }
trend-reviewed = 審閱 { $count }
trend-closed = 辦結 { $count }
trend-caption = { $title }，{ $first } 至 { $last }：新收 { $new }，審閱 { $reviewed }，辦結 { $closed }。
summary-line = { $name }：{ $count }
summary-part = { $name } { $count }
summary-none = 無
summary-unsorted = 未分類
source-telegram = Telegram
source-letter = 來信
source-call = 來電
source-visit = 來訪
source-mailbox = 舉報箱
source-email = 電子郵件
source-passed-down = 上級轉交
source-inquiry = 函詢
source-other = 其他來源
