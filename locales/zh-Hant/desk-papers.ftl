# 台帳和文書上印的字，以及製作它們時對組內人員說的話。

## 機構（設定裡沒有名稱時）

body-round = 本輪巡察
body-team = 巡察組
body-fifth = 第五巡視組
body-office = 巡察辦

## 每一頁上

paper-secret = 內部資料 嚴禁外傳
paper-for-unit = 僅供主送單位辦理 不得翻印外傳
paper-stamp = { $who } { $at }
paper-font-title = 新細明體
paper-font-heading = 微軟正黑體
paper-font-body = 標楷體
paper-font-table = 新細明體
paper-date = { $year }年{ $month }月{ $day }日
paper-none = 無
paper-sealed = （密封）
paper-whole = ……（全文共 { $count } 字，見密封件第 { $pieces } 件）
paper-term = { $term }：{ $due }
paper-term-met = { $term }：{ $due }（已辦）
paper-told = { $day } 已回覆
paper-signed = { $text }（{ $who } { $day }）

## 台帳

ledger-sheet = 台帳
ledger-title = { $team }信訪舉報受理登記台帳
ledger-made = { $round }    範圍：{ $what }
ledger-count = 共 { $count } 件
ledger-page = 第 { $page } 頁，共 { $pages } 頁
ledger-whole = 全部
ledger-from-people = 群眾反映
ledger-not-verified = 未核實
ledger-withdrawn = 反映人提出撤回
ledger-group-intake = 收件
ledger-group-reporter = 反映人
ledger-group-accused = 被反映人
ledger-group-matter = 反映的問題
ledger-group-advice = 受理意見
ledger-group-work = 審閱與辦理
ledger-group-outcome = 辦理結果
ledger-column-number = 登記號
ledger-column-receipt = 回執號
ledger-column-received = 收件日期
ledger-column-way = 信訪形式
ledger-column-origin = 來源
ledger-column-identity = 實名／匿名
ledger-column-verified = 核實情況
ledger-column-reporter-name = 姓名
ledger-column-reporter-phone = 電話
ledger-column-reporter-address = 地址
ledger-column-reporter-unit = 單位
ledger-column-reporter-people = 人數
ledger-column-reporter-joint = 是否聯名
ledger-column-accused-name = 姓名
ledger-column-accused-unit = 單位
ledger-column-accused-post = 職務
ledger-column-accused-rank = 職級
ledger-column-place = 問題屬地
ledger-column-account = 主要內容
ledger-column-category = 類別／細類
ledger-column-happened = 發生時間
ledger-column-attachments = 附件
ledger-column-repeats = 重複件／主件號／次數
ledger-column-marks = 重要／敏感／緊急
ledger-column-taken-by = 接收人
ledger-column-proposal = 擬辦意見
ledger-column-instruction = 組長批示
ledger-column-review = 第五組審閱
ledger-column-assignee = 承辦人
ledger-column-recusals = 迴避記錄
ledger-column-handling = 辦理方式
ledger-column-disposition = 處置建議
ledger-column-terms = 期限
ledger-column-extension = 延期
ledger-column-told = 告知／反饋日期及方式
ledger-column-transferred = 移交去向／日期／簽收
ledger-column-result = 辦結日期／結果
ledger-column-archive = 歸檔號
ledger-column-remarks = 備註

## 文書

form-title-urgent-report = 重要緊急事項呈報單
form-title-transfer = 問題線索移交單
form-title-rectification = 邊巡邊改整改建議書
form-title-checklist = 巡察反饋和整改材料簽收清單
form-number = 文號：{ $number }
form-no-number = ＿＿＿＿〔＿＿＿＿〕＿＿＿號
form-blank = ＿＿＿＿＿＿＿＿
form-to = { $whom }：
form-seal = { $body }（蓋章）
form-sign-here = 簽字：　　　　　　　　年　　月　　日
form-sign-and-seal = 簽字（蓋章）：　　　　　　　　年　　月　　日
form-cut-here = －－－－－－－－－　沿此線裁開，下聯為回執　－－－－－－－－－
form-transfer-asks = 現將巡察中受理的下列問題線索移交貴單位，請按職責權限辦理，並將辦理結果書面告知。
form-transfer-taken = 今收到{ $team }移交的問題線索（{ $number }）一件，附件 { $count } 份。
form-taken-by = 接收單位（蓋章）：　　　　　　　接收人：　　　　　　　　年　　月　　日
form-rectification-begins = 巡察中發現下列問題。經巡察工作領導小組同意（同意文號：{ $consent }），現向貴單位提出整改建議。
form-rectification-ends = 請於 { $until } 前完成整改，並將整改情況書面報送{ $team }。
form-two-copies = 一式兩份，主送單位和{ $office }各存一份
form-copy = 一式兩份之第 { $number } 份，由{ $keeper }留存
form-checklist-rule = 各項材料以正式文件報送，一式兩份。期限自簽收反饋意見次日起算。
form-owed-feedback = 巡察反饋意見
form-owed-rectification-plan = 整改方案
form-owed-rectification-report = 整改情況報告
form-owed-principals-report = 主要負責人組織落實整改情況報告
form-on-the-spot = 當面簽收
form-within-workdays = 簽收後 { $count } 個工作日內
form-within-days = 簽收後 { $count } 日內
form-within-months = 簽收後 { $count } 個月內
form-within-same-day = 簽收當日
form-field-case = 登記號
form-field-received = 收件日期
form-field-way = 信訪形式
form-field-files = 附件
form-field-unit = 涉及單位
form-field-place = 問題屬地
form-field-category = 問題類別
form-field-marks = 標記
form-field-to = 呈報對象
form-field-accused = 被反映人
form-field-account = 主要內容
form-field-reason = 呈報理由
form-field-proposal = 擬辦意見
form-field-instruction = 組長批示
form-field-disposition = 處置建議
form-field-signed-for = 簽收
form-field-unit-signs = 單位簽收
form-field-office-signs = 巡察辦簽收
form-field-copies = 份數
form-field-round = 巡察輪次
form-field-at = 序號
form-field-paper = 材料
form-field-within = 期限
form-field-due = 應報日期
form-field-handed-in = 實報日期
form-field-received-by = 接收人

## 對話

command-ledger = 製作台帳
desk-menu-ledger = /ledger 製作台帳
desk-ledger-which = 要哪些反映的台帳？只列您能看的。也可以傳送 /ledger 和類別、日期或起訖日期，寫法和 /find 一樣。
desk-ledger-which-category = 要哪一類的台帳？
desk-ledger-making = 正在製作台帳：{ $done } / { $whole }。做好後出現在這裡，期間可以辦別的事。
desk-ledger-empty = 您能看的裡面沒有這樣的，沒有製作。
desk-ledger-caption = <b>台帳</b>，{ $count } 件，{ $what }。只供您本人閱看，每頁印有您的姓名。已記錄；這則訊息過一會兒會刪除。
desk-ledger-caption-sealed = <b>台帳</b>，{ $count } 件，{ $what }。封給您的鑰匙，請在您的裝置上用 age 打開。內容各欄本機打不開，未填。已記錄。
desk-form-caption = <b>{ $number }</b>：{ $form }。只供您本人閱看，每頁印有您的姓名。已記錄；這則訊息過一會兒會刪除。
desk-form-caption-sealed = <b>{ $number }</b>：{ $form }。封給您的鑰匙，請在您的裝置上用 age 打開。內容各欄本機打不開，請手填。已記錄。
desk-form-caption-principal = 涉主要負責人本人：這一份不要交其閱看。
desk-form-no-consent = 沒有製作：整改建議要先有巡察工作領導小組的同意文號。請在辦理決定裡填上，再來製作。
desk-form-nothing-proposed = 沒有製作：這一件還沒有提出整改建議。請先在辦理決定裡提出。
desk-paper-too-large = 這份台帳有 { $size }，這裡最多能傳送 { $limit }。請按類別或日期分開製作。
announce-many-papers = { $who }一天內製作了 { $many } 份台帳和文書。請看是否需要。
desk-button-ledger-whole = 全部
desk-button-ledger-category = 按類別
desk-button-ledger-month = 本月
desk-button-ledger-last-month = 上月
desk-button-form-urgent-report = 呈報單
desk-button-form-transfer = 線索移交單
desk-button-form-rectification = 整改建議書
desk-button-form-checklist = 簽收清單
