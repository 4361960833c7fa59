# 第五组和巡察办看到的话：审阅、回避、数字和报告。

## 退回与再次提交

announce-reviewed = { $number }：已审阅。
announce-returned = { $number }：审阅时退回，需要补充。请打开卡片阅看要求，补好后再次提交审阅。
announce-returned-until = { $number }：审阅时退回，需要补充。请打开卡片阅看要求，补好后最迟 { $due } 再次提交审阅。
announce-resubmitted = { $number }：已再次提交，请审阅。
announce-resubmitted-until = { $number }：已再次提交，请审阅，最迟 { $due }。
desk-ask-opinion = { $number }：请写审阅意见，发来后封存，消息立即删除。没有意见就按“已审阅”。审阅后不能撤回。
desk-reviewed = { $number }：已审阅。
desk-reviewed-with-opinion = { $number }：已审阅，意见已封存，原消息已删除。
desk-ask-returning = { $number }：请写需要补充什么，最多 { $limit } 字。发来后封存，消息立即删除，并通知承办人。
desk-returned = { $number }：已退回，要求已封存，原消息已删除。再次提交后会回到您这里。
desk-ask-resubmit = { $number }：审阅人会接到通知，审阅期限重新计算。现在提交吗？
desk-resubmitted = { $number }：已再次提交审阅。
desk-refused-not-returned = 这一件没有被退回，或者已经再次提交。
desk-refused-returned = 审阅时已退回，补充后再审阅才能办结。
desk-refused-unreviewed = 还没有审阅，审阅后才能办结。
desk-kind-return = 退回要求
desk-button-return = 退回
desk-button-resubmit = 再次提交审阅
desk-button-resubmit-now = 现在提交
desk-filter-returned = 已退回
desk-button-filter-returned = 已退回

## 谁不参与

desk-bypass = 反映{ $about }：由{ $worker }办理，{ $reviewer }审阅，{ $about }看不到。
desk-stand-in = 由{ $worker }办理，{ $reviewer }审阅。
desk-body-team = 巡察组
desk-body-fifth = 第五组
desk-body-office = 巡察办
desk-body-leading = 领导小组
desk-body-nobody = 暂无人
desk-recusal-beginning = 一开始就回避：{ $who }
desk-recusal-stepped = { $day } 自行回避：{ $who }
desk-recusal-recused = { $day } 被要求回避：{ $who }

## 数字

desk-menu-figures = /figures 统计您能打开的各件
command-figures = 统计
desk-no-figures = 统计供组长、第五组和巡察办查看。
desk-figures = <b>统计：{ $span }</b>，{ $first } 至 { $last }
desk-figures-round = 本轮全部
desk-figures-month = 最近30天
desk-figures-week = 最近7天
desk-button-figures-round = 本轮全部
desk-button-figures-month = 30天
desk-button-figures-week = 7天
desk-figures-received = 收件 { $count }，实名 { $named }（{ $share }%）
desk-figures-line = { $parts }
desk-figures-part = { $name } { $count }
desk-figures-steps = 登记 { $registered } · 审阅 { $reviewed } · 答复 { $answered } · 办结 { $closed }
desk-figures-workdays = 收件后平均工作日：登记 { $registered } · 审阅 { $reviewed } · 答复 { $answered } · 办结 { $closed }
desk-figures-now = <b>现在</b>
desk-figures-review = 审阅：{ $parts }
desk-figures-overdue = 逾期：{ $parts }
desk-figures-none = 无

## 每周数字

weekly =
    <b>{ $title }</b>

    收件：{ $new }
    { $channels }

    按类别
    { $categories }

    审阅：{ $reviewed }
    答复反映人：{ $replied }
    办结：{ $closed }

    未办结：{ $open }
    等审阅：{ $waiting }
    逾期：{ $overdue }

    以上都不含反映巡察干部的件；您的件见 /figures。
weekly-days = { $first } 至 { $last } 周报
weekly-days-late = { $first } 至 { $last } 周报（补发）

## 报告巡察办

command-reports = 紧急呈报
desk-menu-reports = /reports 向巡察办呈报的紧急件
desk-reports = <b>向巡察办呈报</b>，共 { $total } 件，第 { $page } 页，共 { $pages } 页
desk-reports-line = { $number }：{ $day }，{ $who }
desk-reports-line-sealed = { $number }：{ $day }，{ $who }。您还打不开这一件。
desk-reports-none = 没有向巡察办呈报的件。
desk-refused-not-reported = 这一件还没有确认并呈报巡察办。
desk-button-office = 让巡察办阅看
