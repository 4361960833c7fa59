# Decisions about a case: what staff are asked, what was decided, and who is told.

decide-not-understood = 这没有回答问题，什么都没有保存。
decide-button-without = 跳过
desk-kind-approval = 审批
desk-kind-outcome = 处理结果

## When it cannot be decided so

decide-refused-not-confirmed = 还没有确认为重要紧急，先不呈报。什么都没有改。
decide-refused-over = 这一步已经办过，卡片上是现在的情况。什么都没有改。

## The flag: important, sensitive or urgent

announce-flag-confirmed = { $number }：已确认重要紧急。请今天向巡察办呈报，并在卡片上登记。
announce-flag-lifted = { $number }：已取消重要紧急标记，不用呈报。
announce-urgent-report = { $number }：作为重要、敏感或紧急事项向您呈报，材料另行送达。
decide-flag-unconfirmed = 重要紧急，等待确认
decide-flag-confirmed = 重要紧急，已确认，今天要呈报巡察办
decide-flag-reported = { $day }已呈报巡察办
decide-button-confirm = 确认重要紧急
decide-button-lift = 取消重要紧急
decide-button-report = 登记呈报
decide-ask-confirm-words = { $number }：请写为什么重要紧急，最多 { $limit } 字；也可以跳过。发来后封存，消息立即删除。
decide-ask-lift-reason = { $number }：请写为什么不算重要紧急，最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-report-way = { $number }：用什么方式向巡察办呈报的？
decide-ask-report-whom = { $number }：呈报给了谁？请发姓名。
decide-ask-report-document = { $number }：呈报单的文号是什么？没有就按“跳过”。
decide-ask-report-words = { $number }：还要补充什么吗？最多 { $limit } 字。发来后封存，消息立即删除。
decide-done-confirm = { $number }：已确认重要紧急，今天要向巡察办呈报。
decide-done-lift = { $number }：已取消重要紧急标记，不用呈报。
decide-done-report = { $number }：已登记今天呈报。{ $told ->
    [0] 登记号在这里没能发给巡察办的人。
   *[other] 登记号已发给巡察办 { $told } 人。
}
desk-choice-approval-flag-confirmed = 确认重要紧急
desk-choice-approval-flag-lifted = 取消重要紧急
desk-choice-report-reported = 已呈报巡察办
desk-choice-report-paper = 书面
desk-choice-report-phone = 电话
desk-choice-report-person = 当面
desk-what-confirmed = 确认重要紧急
desk-what-reported = 呈报巡察办
desk-what-extension = 延期
desk-what-disposition = 处置建议
desk-what-approved = 处置审批
desk-what-decided = 主管机关决定
desk-what-signed = 签收
desk-what-rectification = 立行立改
desk-what-main = 重复件
decide-extended = { $term }：已延期 { $times } 次，至{ $due }

## When a number or a day does not fit

decide-refused-building = 刚启动，目录还在建。请过一分钟再发一次编号。
decide-refused-day-ahead = 这一天还没到，今天是{ $day }。
decide-refused-several-of-number = 有几件都是这个序号。请发完整的登记号或回执号。
decide-refused-no-such-number = 您能阅看的里面没有这个编号。请核对后再发。
decide-refused-nothing-open = 这个期限已经不在计算了。什么都没有改。
decide-refused-other-readers = 这两件不是同一批人能看，不能关联。什么都没有改。
decide-refused-same-case = 这就是本件的编号。请发另一件的编号。
decide-refused-too-early = 要晚于{ $day }。请另发一个日期。
decide-refused-too-far = 最晚只能到{ $day }。请另发一个日期。
decide-refused-too-late = 按规定最晚到{ $day }。请另发一个日期。

## More time

announce-extension-asked = { $number }：有同事申请延期。请打开卡片，同意或不同意。
announce-extension-approved = { $number }：延期已同意，至{ $due }。
announce-extension-refused = { $number }：延期没有同意，期限不变。理由在这一件里。
decide-extension-asked = { $who }申请延期：{ $term }，至{ $due }
decide-term-over = 已结束的期限
decide-button-extend = 申请延期
decide-button-more = 同意延期
decide-button-nomore = 不同意延期
decide-ask-extend-term = { $number }：延长哪个期限？
decide-ask-extend-until = { $number }：延到哪天？请发日期（12月31日），或比现在再加多久（10个工作日）。
decide-ask-extend-reason = { $number }：请写理由，最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-more-words = { $number }：同意延期，要写批语吗？最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-nomore-reason = { $number }：请写不同意延期的理由，最多 { $limit } 字。发来后封存，消息立即删除。
decide-done-extend = { $number }：已申请延至{ $due }，等待审批。批准前期限不变。
decide-done-more = { $number }：期限已延至{ $due }。
decide-done-nomore = { $number }：未同意，期限不变。
desk-choice-approval-extension-approved = 同意延期
desk-choice-approval-extension-refused = 不同意延期

## What is to become of a lead

announce-disposition-proposed = { $number }：有处置建议，请打开卡片审批。
announce-disposition-approved = { $number }：处置建议已同意。
announce-disposition-refused = { $number }：处置建议没有同意，理由在这一件里。请另提建议。
decide-disposition-proposed = 处置建议：{ $what }，等待审批
decide-disposition-approved = 处置建议：{ $what }，{ $who }已同意
decide-decided = 主管机关{ $day }已作决定
decide-button-dispose = 提处置建议
decide-button-agree = 同意处置建议
decide-button-disagree = 不同意处置建议
decide-button-decided = 登记机关决定
decide-button-today = 今天
decide-ask-dispose-kind = { $number }：建议怎么处置？
decide-ask-dispose-reason = { $number }：请写理由，最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-agree-words = { $number }：同意处置建议，要写批语吗？最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-disagree-reason = { $number }：请写不同意的理由，最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-decided-organ = { $number }：哪个机关作的决定？
decide-ask-decided-document = { $number }：文号是什么？
decide-ask-decided-day = { $number }：决定是哪天作的？请发日期（11月23日），或按“今天”。
decide-ask-decided-reason = { $number }：决定的内容是什么？最多 { $limit } 字。发来后封存，消息立即删除。
decide-done-dispose = { $number }：建议已提出，等待审批。
decide-done-agree = { $number }：处置建议已同意。主管机关作出决定后，请登记。
decide-done-disagree = { $number }：未同意，可以另提建议。
decide-done-decided = { $number }：机关决定已登记。
desk-choice-approval-disposition-approved = 同意处置建议
desk-choice-approval-disposition-refused = 不同意处置建议
desk-choice-disposition-talk = 谈话函询
desk-choice-disposition-verify = 初步核实
desk-choice-disposition-hold = 暂存待查
desk-choice-disposition-end = 予以了结

## Passed on, not accepted, kept on file, answered; taken up again

announce-settled = { $number }：已决定怎么处理，请打开卡片看。
announce-reopened = { $number }：已重新办理，请打开卡片看。
decide-signed = { $day }已签收
decide-tell-yes = 告知反映人
decide-tell-no = 不告知
decide-button-pass = 转交
decide-button-decline = 不予受理
decide-button-keep = 存查
decide-button-answered = 已答复
decide-button-signed = 登记签收
decide-button-reopen = 重新办理
decide-ask-pass-organ = { $number }：转交给哪个单位？不能转给被反映单位。
decide-ask-pass-whom = { $number }：那边由谁接收？
decide-ask-pass-tell = { $number }：要告知反映人已转交吗？
decide-ask-pass-reason = { $number }：请写理由，最多 { $limit } 字。发来后封存，消息立即删除；发出后即转交。
decide-ask-decline-tell = { $number }：要告知反映人不予受理吗？
decide-ask-decline-reason = { $number }：请写不予受理的理由，最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-keep-reason = { $number }：请写存查的理由，最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-answered-reason = { $number }：怎样答复的？最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-signed-whom = { $number }：谁签收的？
decide-ask-signed-day = { $number }：哪天签收的？请发日期（11月23日），或按“今天”。
decide-ask-signed-words = { $number }：还要补充什么吗？最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-reopen-reason = { $number }：请写重新办理的理由，最多 { $limit } 字。发来后封存，消息立即删除。
decide-done-pass = { $number }：已转交。{ $told ->
    [yes] 告知已交给投递。
   *[no] 没有告知反映人。
}对方签收以后，请登记签收。
decide-done-decline = { $number }：不予受理。{ $told ->
    [yes] 告知已交给投递。
   *[no] 没有告知反映人。
}
decide-done-keep = { $number }：已存查。
decide-done-answered = { $number }：已标为已答复。
decide-done-signed = { $number }：签收已登记。
decide-done-reopen = { $number }：已重新办理。
desk-choice-outcome-transferred = 已转交
desk-choice-outcome-not-accepted = 不予受理
desk-choice-outcome-retained = 存查
desk-choice-outcome-answered = 已答复
desk-choice-outcome-signed-for = 已签收
desk-choice-outcome-reopened = 重新办理
desk-choice-outcome-merged = 并入主件
desk-choice-outcome-unmerged = 撤销并入
desk-choice-outcome-rectified = 已整改

## Repeats

decide-repeat-of = 重复件，主件{ $main }，共有重复件{ $count }件
decide-repeated = 本件的重复件：{ $count }件（{ $numbers }）
decide-button-link = 关联重复件
decide-button-unlink = 撤销关联
decide-button-merge = 并入主件
decide-button-unmerge = 撤销并入
decide-ask-link-number = { $number }：它重复的是哪一件？请发主件的登记号或回执号。
decide-ask-merge-reason = { $number }：请写为什么没有新内容，最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-unmerge-reason = { $number }：请写为什么撤销并入，最多 { $limit } 字。发来后封存，消息立即删除。
decide-done-link = { $number }已关联主件{ $main }。并入之前，回执和期限照旧。
decide-done-unlink = { $number }：关联已撤销。
decide-done-merge = { $number }：已并入。只剩审阅；有新情况会重新办理。
decide-done-unmerge = { $number }：已撤销并入，期限接着计算。

## Putting right at once

decide-rectification = 立行立改进行中
decide-rectified = 立行立改已完成
decide-button-rectify = 立行立改
decide-button-rectified = 已整改
decide-ask-rectify-document = { $number }：领导小组同意的文号是什么？没有同意不能提出。
decide-ask-rectify-until = { $number }：建议书上写的期限？请发日期（12月31日）或时长（10个工作日）；没写就按通常的时长。
decide-ask-rectify-reason = { $number }：要整改什么？最多 { $limit } 字。发来后封存，消息立即删除。
decide-ask-rectified-day = { $number }：哪天整改完成的？请发日期（11月23日），或按“今天”。
decide-ask-rectified-words = { $number }：还要补充什么吗？最多 { $limit } 字。发来后封存，消息立即删除。
decide-done-rectify = { $number }：建议已登记，期限开始计算。
decide-done-rectified = { $number }：已登记整改完成。

## What is owed for the round

desk-menu-round = /round 本轮要报送什么
command-round = 本轮要报送什么
round-heading = <b>本轮要报送的</b>
round-nothing = 配置里没有从反馈开始计算的期限。
round-unsigned = 反馈还没有签收，整改材料还不用报送。
round-filed = { $term }：已报送
round-button-signed = 登记签收
round-button-filed = 已报送：{ $term }
round-button-show = 看一看
round-ask-signed = 反馈是哪天签收的？期限从这天起算。请发日期（11月23日），或按“今天”；退出发 /cancel。
round-ask-filed = 正式材料（一式两份）是哪天报送的？请发日期（11月23日），或按“今天”；退出发 /cancel。
round-no-day = 这不是日期。请写成11月23日或2026-11-23；退出发 /cancel。
round-entered = 已登记：{ $day }。

## On paper

paper-term-withdrawn = { $term }：已撤销
