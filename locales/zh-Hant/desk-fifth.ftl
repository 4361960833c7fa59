# 第五組和巡察辦看到的話：審閱、回避、數字和報告。

## 退回與再次提交

announce-reviewed = { $number }：已審閱。
announce-returned = { $number }：審閱時退回，需要補充。請開啟卡片閱看要求，補好後再次提交審閱。
announce-returned-until = { $number }：審閱時退回，需要補充。請開啟卡片閱看要求，補好後最遲 { $due } 再次提交審閱。
announce-resubmitted = { $number }：已再次提交，請審閱。
announce-resubmitted-until = { $number }：已再次提交，請審閱，最遲 { $due }。
desk-ask-opinion = { $number }：請寫審閱意見，傳來後封存，訊息立即刪除。沒有意見就按「已審閱」。審閱後不能撤回。
desk-reviewed = { $number }：已審閱。
desk-reviewed-with-opinion = { $number }：已審閱，意見已封存，原訊息已刪除。
desk-ask-returning = { $number }：請寫需要補充什麼，最多 { $limit } 字。傳來後封存，訊息立即刪除，並通知承辦人。
desk-returned = { $number }：已退回，要求已封存，原訊息已刪除。再次提交後會回到您這裡。
desk-ask-resubmit = { $number }：審閱人會接到通知，審閱期限重新計算。現在提交嗎？
desk-resubmitted = { $number }：已再次提交審閱。
desk-refused-not-returned = 這一件沒有被退回，或者已經再次提交。
desk-refused-returned = 審閱時已退回，補充後再審閱才能辦結。
desk-refused-unreviewed = 還沒有審閱，審閱後才能辦結。
desk-kind-return = 退回要求
desk-button-return = 退回
desk-button-resubmit = 再次提交審閱
desk-button-resubmit-now = 現在提交
desk-filter-returned = 已退回
desk-button-filter-returned = 已退回

## 誰不參與

desk-bypass = 反映{ $about }：由{ $worker }辦理，{ $reviewer }審閱，{ $about }看不到。
desk-stand-in = 由{ $worker }辦理，{ $reviewer }審閱。
desk-body-team = 巡察組
desk-body-fifth = 第五組
desk-body-office = 巡察辦
desk-body-leading = 領導小組
desk-body-nobody = 暫無人
desk-recusal-beginning = 一開始就回避：{ $who }
desk-recusal-stepped = { $day } 自行回避：{ $who }
desk-recusal-recused = { $day } 被要求回避：{ $who }

## 數字

desk-menu-figures = /figures 統計您能開啟的各件
command-figures = 統計
desk-no-figures = 統計供組長、第五組和巡察辦查看。
desk-figures = <b>統計：{ $span }</b>，{ $first } 至 { $last }
desk-figures-round = 本輪全部
desk-figures-month = 最近30天
desk-figures-week = 最近7天
desk-button-figures-round = 本輪全部
desk-button-figures-month = 30天
desk-button-figures-week = 7天
desk-figures-received = 收件 { $count }，實名 { $named }（{ $share }%）
desk-figures-line = { $parts }
desk-figures-part = { $name } { $count }
desk-figures-steps = 登記 { $registered } · 審閱 { $reviewed } · 答覆 { $answered } · 辦結 { $closed }
desk-figures-workdays = 收件後平均工作日：登記 { $registered } · 審閱 { $reviewed } · 答覆 { $answered } · 辦結 { $closed }
desk-figures-now = <b>現在</b>
desk-figures-review = 審閱：{ $parts }
desk-figures-overdue = 逾期：{ $parts }
desk-figures-none = 無

## 每週數字

weekly =
    <b>{ $title }</b>

    收件：{ $new }
    { $channels }

    按類別
    { $categories }

    審閱：{ $reviewed }
    答覆反映人：{ $replied }
    辦結：{ $closed }

    未辦結：{ $open }
    等審閱：{ $waiting }
    逾期：{ $overdue }

    以上都不含反映巡察幹部的件；您的件見 /figures。
weekly-days = { $first } 至 { $last } 週報
weekly-days-late = { $first } 至 { $last } 週報（補發）

## 報告巡察辦

command-reports = 緊急呈報
desk-menu-reports = /reports 向巡察辦呈報的緊急件
desk-reports = <b>向巡察辦呈報</b>，共 { $total } 件，第 { $page } 頁，共 { $pages } 頁
desk-reports-line = { $number }：{ $day }，{ $who }
desk-reports-line-sealed = { $number }：{ $day }，{ $who }。您還打不開這一件。
desk-reports-none = 沒有向巡察辦呈報的件。
desk-refused-not-reported = 這一件還沒有確認並呈報巡察辦。
desk-button-office = 讓巡察辦閱看
