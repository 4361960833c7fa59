# 台账和文书上印的字，以及制作它们时对组内人员说的话。

## 机构（配置里没有名称时）

body-round = 本轮巡察
body-team = 巡察组
body-fifth = 第五巡视组
body-office = 巡察办

## 每一页上

paper-secret = 内部资料 严禁外传
paper-for-unit = 仅供主送单位办理 不得翻印外传
paper-stamp = { $who } { $at }
paper-font-title = 宋体
paper-font-heading = 黑体
paper-font-body = 仿宋
paper-font-table = 宋体
paper-date = { $year }年{ $month }月{ $day }日
paper-none = 无
paper-sealed = （密封）
paper-whole = ……（全文共 { $count } 字，见密封件第 { $pieces } 件）
paper-term = { $term }：{ $due }
paper-term-met = { $term }：{ $due }（已办）
paper-told = { $day } 已回复
paper-signed = { $text }（{ $who } { $day }）

## 台账

ledger-sheet = 台账
ledger-title = { $team }信访举报受理登记台账
ledger-made = { $round }    范围：{ $what }
ledger-count = 共 { $count } 件
ledger-page = 第 { $page } 页，共 { $pages } 页
ledger-whole = 全部
ledger-from-people = 群众反映
ledger-not-verified = 未核实
ledger-withdrawn = 反映人提出撤回
ledger-group-intake = 收件
ledger-group-reporter = 反映人
ledger-group-accused = 被反映人
ledger-group-matter = 反映的问题
ledger-group-advice = 受理意见
ledger-group-work = 审阅与办理
ledger-group-outcome = 办理结果
ledger-column-number = 登记号
ledger-column-receipt = 回执号
ledger-column-received = 收件日期
ledger-column-way = 信访形式
ledger-column-origin = 来源
ledger-column-identity = 实名／匿名
ledger-column-verified = 核实情况
ledger-column-reporter-name = 姓名
ledger-column-reporter-phone = 电话
ledger-column-reporter-address = 地址
ledger-column-reporter-unit = 单位
ledger-column-reporter-people = 人数
ledger-column-reporter-joint = 是否联名
ledger-column-accused-name = 姓名
ledger-column-accused-unit = 单位
ledger-column-accused-post = 职务
ledger-column-accused-rank = 职级
ledger-column-place = 问题属地
ledger-column-account = 主要内容
ledger-column-category = 类别／细类
ledger-column-happened = 发生时间
ledger-column-attachments = 附件
ledger-column-repeats = 重复件／主件号／次数
ledger-column-marks = 重要／敏感／紧急
ledger-column-taken-by = 接收人
ledger-column-proposal = 拟办意见
ledger-column-instruction = 组长批示
ledger-column-review = 第五组审阅
ledger-column-assignee = 承办人
ledger-column-recusals = 回避记录
ledger-column-handling = 办理方式
ledger-column-disposition = 处置建议
ledger-column-terms = 期限
ledger-column-extension = 延期
ledger-column-told = 告知／反馈日期及方式
ledger-column-transferred = 移交去向／日期／签收
ledger-column-result = 办结日期／结果
ledger-column-archive = 归档号
ledger-column-remarks = 备注

## 文书

form-title-urgent-report = 重要紧急事项呈报单
form-title-transfer = 问题线索移交单
form-title-rectification = 边巡边改整改建议书
form-title-checklist = 巡察反馈和整改材料签收清单
form-number = 文号：{ $number }
form-no-number = ＿＿＿＿〔＿＿＿＿〕＿＿＿号
form-blank = ＿＿＿＿＿＿＿＿
form-to = { $whom }：
form-seal = { $body }（盖章）
form-sign-here = 签字：　　　　　　　　年　　月　　日
form-sign-and-seal = 签字（盖章）：　　　　　　　　年　　月　　日
form-cut-here = －－－－－－－－－　沿此线裁开，下联为回执　－－－－－－－－－
form-transfer-asks = 现将巡察中受理的下列问题线索移交贵单位，请按职责权限办理，并将办理结果书面告知。
form-transfer-taken = 今收到{ $team }移交的问题线索（{ $number }）一件，附件 { $count } 份。
form-taken-by = 接收单位（盖章）：　　　　　　　接收人：　　　　　　　　年　　月　　日
form-rectification-begins = 巡察中发现下列问题。经巡察工作领导小组同意（同意文号：{ $consent }），现向贵单位提出整改建议。
form-rectification-ends = 请于 { $until } 前完成整改，并将整改情况书面报送{ $team }。
form-two-copies = 一式两份，主送单位和{ $office }各存一份
form-copy = 一式两份之第 { $number } 份，由{ $keeper }留存
form-checklist-rule = 各项材料以正式文件报送，一式两份。期限自签收反馈意见次日起算。
form-owed-feedback = 巡察反馈意见
form-owed-rectification-plan = 整改方案
form-owed-rectification-report = 整改情况报告
form-owed-principals-report = 主要负责人组织落实整改情况报告
form-on-the-spot = 当面签收
form-within-workdays = 签收后 { $count } 个工作日内
form-within-days = 签收后 { $count } 日内
form-within-months = 签收后 { $count } 个月内
form-within-same-day = 签收当日
form-field-case = 登记号
form-field-received = 收件日期
form-field-way = 信访形式
form-field-files = 附件
form-field-unit = 涉及单位
form-field-place = 问题属地
form-field-category = 问题类别
form-field-marks = 标记
form-field-to = 呈报对象
form-field-accused = 被反映人
form-field-account = 主要内容
form-field-reason = 呈报理由
form-field-proposal = 拟办意见
form-field-instruction = 组长批示
form-field-disposition = 处置建议
form-field-signed-for = 签收
form-field-unit-signs = 单位签收
form-field-office-signs = 巡察办签收
form-field-copies = 份数
form-field-round = 巡察轮次
form-field-at = 序号
form-field-paper = 材料
form-field-within = 期限
form-field-due = 应报日期
form-field-handed-in = 实报日期
form-field-received-by = 接收人

## 对话

command-ledger = 制作台账
desk-menu-ledger = /ledger 制作台账
desk-ledger-which = 要哪些反映的台账？只列您能看的。也可以发 /ledger 和类别、日期或起止日期，写法和 /find 一样。
desk-ledger-which-category = 要哪一类的台账？
desk-ledger-making = 正在制作台账：{ $done } / { $whole }。做好后出现在这里，期间可以办别的事。
desk-ledger-empty = 您能看的里面没有这样的，没有制作。
desk-ledger-caption = <b>台账</b>，{ $count } 件，{ $what }。只供您本人阅看，每页印有您的姓名。已记录；这条消息过一会儿会删除。
desk-ledger-caption-sealed = <b>台账</b>，{ $count } 件，{ $what }。封给您的钥匙，请在您的设备上用 age 打开。内容各栏本机打不开，未填。已记录。
desk-form-caption = <b>{ $number }</b>：{ $form }。只供您本人阅看，每页印有您的姓名。已记录；这条消息过一会儿会删除。
desk-form-caption-sealed = <b>{ $number }</b>：{ $form }。封给您的钥匙，请在您的设备上用 age 打开。内容各栏本机打不开，请手填。已记录。
desk-form-caption-principal = 涉主要负责人本人：这一份不要交其阅看。
desk-form-no-consent = 没有制作：整改建议要先有巡察工作领导小组的同意文号。请在办理决定里填上，再来制作。
desk-form-nothing-proposed = 没有制作：这一件还没有提出整改建议。请先在办理决定里提出。
desk-paper-too-large = 这份台账有 { $size }，这里最多能发 { $limit }。请按类别或日期分开制作。
announce-many-papers = { $who }一天内制作了 { $many } 份台账和文书。请看是否需要。
desk-button-ledger-whole = 全部
desk-button-ledger-category = 按类别
desk-button-ledger-month = 本月
desk-button-ledger-last-month = 上月
desk-button-form-urgent-report = 呈报单
desk-button-form-transfer = 线索移交单
desk-button-form-rectification = 整改建议书
desk-button-form-checklist = 签收清单
