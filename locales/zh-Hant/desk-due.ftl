# 誰在什麼時候以前要辦什麼：/due、單個期限，以及提醒下面的按鈕。

command-due = 期限：什麼最遲哪天辦
desk-menu-due = /due 期限：什麼最遲哪天辦
desk-no-due = 這裡沒有您的期限。逾期的登記號寫在每天的彙總裡。

## 列表

desk-due-heading-mine = <b>我的期限</b>：{ $total } 項
desk-due-heading-all = <b>全部期限</b>：{ $total } 項
desk-due-heading-of = <b>{ $who }</b>：{ $total } 項
desk-due-heading-late = <b>逾期</b>：{ $total } 項
desk-due-page = ，第 { $page } 頁，共 { $pages } 頁
desk-due-nothing-mine = 現在沒有到期要辦的。/mine 看您承辦的，/queue 看待辦。
desk-due-nothing-all = 您能知道的件裡，現在沒有未完成的期限。
desk-due-nothing-late = 沒有逾期的。
desk-due-load = { $who } { $total } 項
desk-due-load-overdue = { $who } { $total } 項（逾期 { $overdue }）
desk-due-overdue = <b>已逾期</b>（{ $count }）
desk-due-today = <b>今天到期</b>（{ $count }）
desk-due-week = <b>本週</b>（{ $count }）
desk-due-later = <b>以後</b>（{ $count }）
desk-due-resting = <b>暫停計算</b>（{ $count }）
desk-due-line-resting = { $at }. <b>{ $number }</b> { $line }
desk-due-line =
    { $at }. <b>{ $number }</b> { $term }
    { $standing }
desk-due-by = { $due }，{ $left }
desk-due-who = { $who }
desk-due-for = { $who }（代{ $away }）
desk-due-provisional = 暫定
desk-due-seen = 已知道
desk-due-in-group = 您的期限 { $total } 項，逾期 { $overdue } 項，今天 { $today } 項。這條只有您看得到；是哪些件，請在私聊裡看。
desk-button-due = 我的期限
desk-button-due-mine = 只看我的
desk-button-due-all = 看全部
desk-button-due-file = 日曆檔案

## 日曆檔案

desk-due-file-making = 正在生成日曆檔案，好了就出現在這裡。
desk-due-file-event = { $number } { $term }
desk-due-file-caption = { $count } 項期限，用手機日曆打開即可；以後再打開新的，日期會更新，辦完的請自己刪。看得到這個日曆或其同步帳號的人，也看得到這些編號。
desk-due-file-not-now = 日曆檔案沒有發出，請過一會兒再按一次。

## 單個期限

desk-term-heading = <b>{ $number }</b> { $term }
desk-term-of = { $number }：{ $line }
desk-term-due = 最遲 { $due }，{ $left }
desk-term-may-move = 日期暫定，待放假通知公布後確定。
desk-term-since = 從 { $since } 起算
desk-term-owner = 由誰辦：{ $who }
desk-term-extended = 已延期 { $times } 次，原定 { $first }
desk-term-asked = { $who }申請延期至{ $until }
desk-term-seen = { $who } { $day } { $at } 知道了
desk-term-reminded = 應提醒已有 { $count } 次，最近 { $day } { $at }
desk-term-next = 下次提醒 { $day } { $at }
desk-term-joins = { $since } 起也提醒：{ $who }
desk-term-joined = { $since } 起也在提醒：{ $who }
desk-term-noted = 已記下。辦完以前，提醒照常。
desk-terms-noted = 已記下 { $count } 項。辦完以前，提醒照常。
desk-term-too-old = 這條訊息太舊，按不了了。/due 看現在要辦的。
desk-term-met = { $number }：{ $term }已經辦了，這一項結束了。
desk-term-withdrawn = { $number }：{ $term }不用再辦了。
desk-term-ask = { $number } { $term }：這由 { $who } 來做，請找他們。
desk-button-hand-ask = 請組長轉辦

## 怎樣算辦了

desk-done-by = { $number } { $term }：做完下面的一項才算辦了，記下以後期限就結束。
desk-done-paper = { $number } { $term }：收到以後請按下面，再填日期。
desk-done-registered = { $number } { $term }：登記由系統自動做。一直沒有登記的，請告訴管理員。
desk-done-past = { $number } { $term }：按這一件現在的情況，這裡沒有可以直接辦的一步。請看卡片。

## 延期

desk-more-round = { $term }的期限由方案定，這裡不能延期。請問巡察辦。
desk-more-asked = { $number }：{ $who }已經申請延期至{ $until }，等組長決定。
desk-more-none = { $number } { $term }：按規定不能再延期。請與組長商量。

## 轉辦

desk-hand-round = { $term }由組長和巡察辦負責，這裡不能轉給別人。
desk-hand-review = { $number } { $term }：由審閱的一組共同負責，組裡看得到這一件的人都可以審閱。
desk-hand-leader = { $number }：轉給別人由組長決定。要請組長轉辦嗎？
desk-hand-asked = 已經告訴組長。
announce-hand-on-asked = { $number }：承辦人請您轉給別人辦理。
