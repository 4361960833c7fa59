# 与反映人往来：工作人员看到的，和预先写好的信。

## 写信

desk-ask-replying = { $number }：请选一封写好的信，或直接写，最多 { $limit } 字。您的消息立即删除；选定作为什么发出之前，什么都不会发出。
desk-letter = { $number }：按“发出”后，下面的话作为{ $counts }发给反映人。想换个说法，现在直接写。
desk-letter-says =
    用您的语言说：
    <blockquote>{ $text }</blockquote>
desk-ask-counts = { $number }：您写的 { $length } 字已封存待发，原消息已删除。作为什么发出？按下就发给反映人。
desk-changed-before-sending = { $number } 刚才有变动：{ $changes }。您的话还没有发出。
desk-replied = { $number }：已交给投递（{ $counts }），结果会告诉您。
desk-put-in = { $number }：已封入反映人的信箱（{ $counts }），放到反映人来看为止。看没看过，不会告诉任何人。
desk-replied-twice = { $number }：已交给投递（{ $counts }），也封入了反映人的信箱。投递的结果会告诉您。
desk-counts-notice = 受理告知
desk-counts-question = 提问
desk-counts-result = 办理结果反馈
desk-counts-other = 其他消息
desk-button-send = 作为{ $counts }发出
desk-button-other-letter = 换一封

## 电话、信函、面谈告知

desk-ask-telling = { $number }：已在 Telegram 以外告知反映人。算作什么？
desk-ask-way = { $number }：怎样告知的？
desk-ask-told-day = { $number }：哪一天告知的？请按日期，更早的请写出来，如 2026-11-20。
desk-no-such-told-day = { $number }：这不是收件之后、今天之前的日期。请再写一次，如 2026-11-20。
desk-press-first = { $number }：请先按上面的按钮。刚才写的没有保存。
desk-ask-told-words = { $number }：请写说了什么，最多 { $limit } 字。内容封存，消息立即删除。
desk-told = { $number }：已记为{ $counts }并封存。
desk-button-no-words = 没有要补充的
desk-choice-reply-notice = 受理告知
desk-choice-reply-question = 提问
desk-choice-reply-result = 办理结果反馈
desk-choice-reply-other = 其他消息
desk-choice-told-phone = 电话
desk-choice-told-letter = 信函
desk-choice-told-visit = 面谈
desk-choice-told-other = 其他方式
desk-choice-told-notice = 受理告知
desk-choice-told-result = 办理结果反馈
desk-kind-told = 其他方式告知

## 往来和投递情况

desk-button-said = 往来记录
desk-said-nothing = 还没有给反映人写过什么，反映人提交以后也没有补充。
desk-button-lift = 不再等待
desk-wait-lifted = { $number }：不再等反映人答复。
desk-dispatches = <b>发给反映人的消息</b>
desk-dispatch = { $day }，{ $counts }：{ $fares }
desk-delivery-waiting = 等待投递
desk-delivery-sent = { $on } 已发出
desk-delivery-blocked = 反映人屏蔽了机器人，保留到 { $until } 等其回来
desk-delivery-undelivered = 没有送到（{ $on }）；如有别的联系方式，请另行告知
desk-delivery-mailbox = 在信箱里
announce-delivery-sent = { $number }：您写给反映人的话已发出。
announce-delivery-blocked = { $number }：反映人屏蔽了机器人。您写的话保留到 { $due } 等其回来。
announce-delivery-undelivered = { $number }：您写的话没有送到。如果知道电话或地址，请另行告知反映人，再按“记录告知”。
announce-delivery-mailbox = { $number }：您写的话在 Telegram 没有送到，反映人的信箱里有一份。

## 写好的信：按钮

desk-template-acceptance-notice = 受理告知
desk-template-request-more = 请补充情况
desk-template-not-accepted = 不予受理
desk-template-passed-on = 已转交
desk-template-result = 结果反馈
desk-template-reminder = 提醒答复

## 写好的信：反映人读到的

template-acceptance-notice =
    您{ $received }提交的反映（回执号 { $receipt }）已受理，由{ $team }了解核实。{ $promise ->
        [day] 最迟 { $due } 告知您结果。
        [length] 办结后 { $within }内告知您结果。
       *[none] 用 /status 可以查询进度。
    }
template-request-more =
    为了把情况弄清楚，想请您再说说：时间、地点、有谁参与，有没有材料、照片或知情的人。请在这里回答；不方便说的可以不说。
template-not-accepted =
    您{ $received }反映的情况不属于这次巡察的受理范围，{ $team }不予受理。您可以向主管单位或信访部门反映。如果涉及被巡察单位，请回答说明。
template-passed-on =
    您{ $received }提交的反映，{ $team }已按规定转交有权处理的单位，以后由该单位办理。如果一直没有消息，请在这里回答，或向{ $office }询问。
template-result =
    您{ $received }提交的反映（回执号 { $receipt }），{ $team }已按规定办结。如果有新的情况，或有不同意见，请在这里回答。
template-reminder =
    { $asked }我们就这份反映向您问过一个问题。方便的话请在这里回答，不回答也可以；没有答复，我们会按现有的情况继续办理。
length-workdays = { $count } 个工作日
length-days = { $count } 天
length-months = { $count } 个月
length-same-day = 当天{ $count ->
       *[other] {""}
    }
