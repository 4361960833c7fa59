# 待辦的各行、篩選，以及一件反映的期限怎麼說。

## 篩選

desk-menu-mine = /mine 我承辦的
desk-command-mine = 我承辦的
desk-filter-waiting = 等反映人答覆
desk-filter-term = { $term }（{ $span }）
desk-span-any = 不限時間
desk-span-overdue = 已逾期
desk-span-within = { $days } 個工作日內到期
desk-queue-which-unit = 看哪個單位？
desk-queue-which-term = 看哪一項期限？這些正在您的待辦裡計時。
desk-queue-when-due = { $term }：什麼時候到期的？
desk-button-filter-waiting = 等反映人
desk-button-filters = 篩選
desk-queue-which = 您想看哪些？
desk-button-by-unit = 單位
desk-button-by-term = 期限
desk-button-any-unit = 所有單位
desk-button-any-term = 所有期限
desk-find-named = 實名

## 清單的各行

desk-queue-line =
    <b>{ $number }</b> { $category }
    { $standing }
desk-between = ｜
desk-next-term = { $term }{ $left }
desk-next-term-provisional = { $term }{ $left }（暫定）
desk-queue-since = { $received }收到

## 卡片上的期限

desk-time-left = 還剩 { $left } 個工作日
desk-time-today = 今天到期
desk-time-rest = 之前沒有別的工作日了
desk-time-late = 已逾期 { $late } 個工作日
desk-term = { $term }：{ $left }（{ $due }）
desk-term-provisional = { $term }：{ $left }（暫定 { $due }，待放假通知公布後確定）
desk-marks = 標記：{ $marks }
desk-waits = 等反映人答覆（{ $since }問的）。

## 附件

desk-attachments = <b>{ $number }</b>｜附件 { $total } 個，圖片在前
desk-attachments-sealed = <b>{ $number }</b>｜附件 { $total } 個。逐個密封傳出，用您自己的鑰匙打開。
desk-no-attachments = { $number }沒有附件。
desk-pictures = <b>{ $number }</b>｜圖片 { $first } 到 { $last }，不帶地點、裝置、作者等資訊
desk-picture-alone = 第 { $position } 件不能在這裡顯示，請按它自己的按鈕打開。
desk-viewing-copy = 閱覽件：地點、裝置、作者等資訊已去掉。
desk-no-viewing-copy = { $number }第 { $position } 件：去不掉檔案裡夾帶的資訊（如地點、裝置、作者），沒有閱覽件。確有需要請取原件。
desk-attachment-too-large = { $number }第 { $position } 件有 { $size }，這裡最多能傳 { $limit }。請管理員匯出：dengwen export。
desk-sealed-only = 這裡的內容只密封傳出。您的鑰匙存在這邊，收到也打不開；請向管理員要新的邀請碼，用自己的鑰匙（age1…）重新加入。
desk-button-attachments = 附件
desk-button-pictures = 圖片 { $first } 到 { $last }
desk-button-original = 原件

## 群裡

desk-group-numbers = 您的待辦 { $total } 件：{ $numbers }。這則只有您看得見，更多請看您和本機器人的私聊。
desk-open-private-chat = 只給您看的回答還傳不到您那裡。請打開和本機器人的私聊，按「開始」。
