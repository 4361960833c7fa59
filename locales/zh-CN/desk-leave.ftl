# 请假：谁不在，由谁代收提醒。

desk-menu-leave = /leave 看谁在请假，请假或销假
command-leave = 请假与销假
desk-leave-heading = <b>请假</b>
desk-leave-line = { $who }：{ $first } 至 { $last }
desk-leave-nobody = 现在没有人请假。
desk-leave-whose = 为谁登记请假？
desk-leave-ask = { $who }：从哪天到哪天？请按按钮，或发日期，如 2026-11-25 2026-11-27。以前登记的请假会被替换。/cancel 退出。
desk-leave-no-date = 没有看出一个或两个日期。请这样写：2026-11-25 2026-11-27。没有改动；/cancel 退出。
desk-leave-taken = { $who }：{ $first } 至 { $last } 请假，已登记。这几天的提醒转给{ $other }。提前销假用 /leave。
desk-leave-taken-alone = { $who }：{ $first } 至 { $last } 请假，已登记。没有人可以代收，提醒照旧。提前销假用 /leave。
desk-leave-ended = { $who }：已销假，提醒从现在起照旧。
desk-leave-none = 没有可以销的假。发 /leave 看谁在请假。
desk-leave-refused-over = 这几天已经过去。请从今天起选；/leave 重新开始。
desk-leave-refused-backwards = 最后一天在第一天之前。请按先后发；/leave 重新开始。
desk-leave-refused-too-long = 请假最长一年。请选短一些的；/leave 重新开始。
desk-leave-button-own = 我请假
desk-leave-button-colleague = 为同事登记
desk-leave-button-end = 销假：{ $who }
desk-leave-button-today = 今天
desk-leave-button-tomorrow = 明天
desk-leave-button-this-week = 到本周日
desk-leave-button-next-week = 下周
desk-assignee-away = { $who }请假到 { $last }，提醒转给代收的人。
announce-leave = 已为您登记请假，到 { $due } 为止。其间的提醒转给代收的人。查看和提前销假用 /leave。
announce-leave-ended = 已为您销假，提醒照旧发给您。
