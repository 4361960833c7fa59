# 全輪統計報告，和本輪結束的通知。

closing-title = 信訪舉報統計
closing-begins = { $first }至{ $last }，共受理信訪舉報和問題線索 { $count } 件。反映巡察幹部的件不計入以下各數。
closing-ends = 占比以受理總數計。平均用時為自收件起的工作日。
closing-by-channel = 受理（按信訪形式）
closing-by-category = 受理（按類別）
closing-by-unit = 受理（按被反映單位）
closing-by-name = 受理（按實名、匿名）
closing-by-handling = 辦理方式
closing-by-disposition = 處置建議
closing-count = 件數
closing-share = 占比
closing-workdays = 平均工作日
closing-named = 實名
closing-named-confirmed = 其中已核實
closing-anonymous = 匿名
closing-not-confirmed = 其中署名無法核實
closing-none-yet = 尚無
closing-steps = 辦理進度
closing-registered = 已登記
closing-reviewed = 已審閱
closing-answered = 已答覆
closing-closed = 已辦結
closing-urgent = 報送巡察辦的緊急件
closing-states = 狀態
closing-reviews = 審閱
closing-overdue = 逾期
desk-closing-caption = 全輪統計：{ $count } 件，不含姓名和內容。
desk-closing-caption-sealed = 全輪統計：{ $count } 件。封給您的鑰匙，請在您的裝置上用 age 打開。
desk-button-closing-report = 全輪統計報告
announce-round-report =
    本輪已於 { $due } 結束。收件 { $received }，審閱 { $reviewed }，辦結 { $closed }，現逾期 { $overdue } 項。
    點按鈕產生全部數字的報告。
