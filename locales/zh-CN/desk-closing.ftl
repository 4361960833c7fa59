# 全轮统计报告，和本轮结束的通知。

closing-title = 信访举报统计
closing-begins = { $first }至{ $last }，共受理信访举报和问题线索 { $count } 件。反映巡察干部的件不计入以下各数。
closing-ends = 占比以受理总数计。平均用时为自收件起的工作日。
closing-by-channel = 受理（按信访形式）
closing-by-category = 受理（按类别）
closing-by-unit = 受理（按被反映单位）
closing-by-name = 受理（按实名、匿名）
closing-by-handling = 办理方式
closing-by-disposition = 处置建议
closing-count = 件数
closing-share = 占比
closing-workdays = 平均工作日
closing-named = 实名
closing-named-confirmed = 其中已核实
closing-anonymous = 匿名
closing-not-confirmed = 其中署名无法核实
closing-none-yet = 尚无
closing-steps = 办理进度
closing-registered = 已登记
closing-reviewed = 已审阅
closing-answered = 已答复
closing-closed = 已办结
closing-urgent = 报送巡察办的紧急件
closing-states = 状态
closing-reviews = 审阅
closing-overdue = 逾期
desk-closing-caption = 全轮统计：{ $count } 件，不含姓名和内容。
desk-closing-caption-sealed = 全轮统计：{ $count } 件。封给您的钥匙，请在您的设备上用 age 打开。
desk-button-closing-report = 全轮统计报告
announce-round-report =
    本轮已于 { $due } 结束。收件 { $received }，审阅 { $reviewed }，办结 { $closed }，现逾期 { $overdue } 项。
    点按钮生成全部数字的报告。
