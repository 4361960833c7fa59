# 谁在什么时候以前要办什么：/due、单个期限，以及提醒下面的按钮。

command-due = 期限：什么最迟哪天办
desk-menu-due = /due 期限：什么最迟哪天办
desk-no-due = 这里没有您的期限。逾期的登记号写在每天的汇总里。

## 列表

desk-due-heading-mine = <b>我的期限</b>：{ $total } 项
desk-due-heading-all = <b>全部期限</b>：{ $total } 项
desk-due-heading-of = <b>{ $who }</b>：{ $total } 项
desk-due-heading-late = <b>逾期</b>：{ $total } 项
desk-due-page = ，第 { $page } 页，共 { $pages } 页
desk-due-nothing-mine = 现在没有到期要办的。/mine 看您承办的，/queue 看待办。
desk-due-nothing-all = 您能知道的件里，现在没有未完成的期限。
desk-due-nothing-late = 没有逾期的。
desk-due-load = { $who } { $total } 项
desk-due-load-overdue = { $who } { $total } 项（逾期 { $overdue }）
desk-due-overdue = <b>已逾期</b>（{ $count }）
desk-due-today = <b>今天到期</b>（{ $count }）
desk-due-week = <b>本周</b>（{ $count }）
desk-due-later = <b>以后</b>（{ $count }）
desk-due-resting = <b>暂停计算</b>（{ $count }）
desk-due-line-resting = { $at }. <b>{ $number }</b> { $line }
desk-due-line =
    { $at }. <b>{ $number }</b> { $term }
    { $standing }
desk-due-by = { $due }，{ $left }
desk-due-who = { $who }
desk-due-for = { $who }（代{ $away }）
desk-due-provisional = 暂定
desk-due-seen = 已知道
desk-due-in-group = 您的期限 { $total } 项，逾期 { $overdue } 项，今天 { $today } 项。这条只有您看得到；是哪些件，请在私聊里看。
desk-button-due = 我的期限
desk-button-due-mine = 只看我的
desk-button-due-all = 看全部
desk-button-due-file = 日历文件

## 日历文件

desk-due-file-making = 正在生成日历文件，好了就出现在这里。
desk-due-file-event = { $number } { $term }
desk-due-file-caption = { $count } 项期限，用手机日历打开即可；以后再打开新的，日期会更新，办完的请自己删。看得到这个日历或其同步账号的人，也看得到这些编号。
desk-due-file-not-now = 日历文件没有发出，请过一会儿再按一次。

## 单个期限

desk-term-heading = <b>{ $number }</b> { $term }
desk-term-of = { $number }：{ $line }
desk-term-due = 最迟 { $due }，{ $left }
desk-term-may-move = 日期暂定，待放假通知公布后确定。
desk-term-since = 从 { $since } 起算
desk-term-owner = 由谁办：{ $who }
desk-term-extended = 已延期 { $times } 次，原定 { $first }
desk-term-asked = { $who }申请延期至{ $until }
desk-term-seen = { $who } { $day } { $at } 知道了
desk-term-reminded = 应提醒已有 { $count } 次，最近 { $day } { $at }
desk-term-next = 下次提醒 { $day } { $at }
desk-term-joins = { $since } 起也提醒：{ $who }
desk-term-joined = { $since } 起也在提醒：{ $who }
desk-term-noted = 已记下。办完以前，提醒照常。
desk-terms-noted = 已记下 { $count } 项。办完以前，提醒照常。
desk-term-too-old = 这条消息太旧，按不了了。/due 看现在要办的。
desk-term-met = { $number }：{ $term }已经办了，这一项结束了。
desk-term-withdrawn = { $number }：{ $term }不用再办了。
desk-term-ask = { $number } { $term }：这由 { $who } 来做，请找他们。
desk-button-hand-ask = 请组长转办

## 怎样算办了

desk-done-by = { $number } { $term }：做完下面的一项才算办了，记下以后期限就结束。
desk-done-paper = { $number } { $term }：收到以后请按下面，再填日期。
desk-done-registered = { $number } { $term }：登记由系统自动做。一直没有登记的，请告诉管理员。
desk-done-past = { $number } { $term }：按这一件现在的情况，这里没有可以直接办的一步。请看卡片。

## 延期

desk-more-round = { $term }的期限由方案定，这里不能延期。请问巡察办。
desk-more-asked = { $number }：{ $who }已经申请延期至{ $until }，等组长决定。
desk-more-none = { $number } { $term }：按规定不能再延期。请与组长商量。

## 转办

desk-hand-round = { $term }由组长和巡察办负责，这里不能转给别人。
desk-hand-review = { $number } { $term }：由审阅的一组共同负责，组里看得到这一件的人都可以审阅。
desk-hand-leader = { $number }：转给别人由组长决定。要请组长转办吗？
desk-hand-asked = 已经告诉组长。
announce-hand-on-asked = { $number }：承办人请您转给别人办理。
