# 组内人员读到的每一句话：编号、要做什么、最迟哪天。群里从不出现内容。

## 群里的通知

announce-registered = { $number }：已登记，请认领。
announce-review = { $number }：请审阅，最迟 { $due }。
announce-follow-up = { $number }：反映人有补充，请查看。
announce-withdrawn = { $number }：反映人提出撤回，请查看。
announce-checkpoint =
    { $due } 台账校验点。请保留这条消息：今后若有人改动记录，记录就与它对不上。

    <pre>{ $checkpoint }</pre>
announce-released = { $number }：现在没有人承办，请认领。
announce-recused = { $number }：您已回避，不能再打开。您看过、抄录过、导出过的，和以前备份里的，收不回来。请不要外传，并删掉您手里的副本。
announce-granted = { $number }：从现在起您可以阅看。
desk-private-only = 请到与本机器人的私聊里办理。群里不打开任何内容。

## 加入

desk-stranger = 请发 /enroll 和您的邀请码加入；邀请码由管理员发给您。
desk-code-refused = 没有这个邀请码。请核对后再发 /enroll 和邀请码，或向管理员要新的。
desk-already-enrolled = 这个邀请码或账号已经用过。要换手机或账号，请向管理员要新的邀请码。
desk-choose-passphrase = 邀请码对了，消息已删除。请设一个口令，至少 { $minimum } 个字，发来后立即删除。如果您用 age 自己保管钥匙，就改发公钥（age1…）。
desk-held-a-key = 您以前在这里有过钥匙。以前交来的内容，等同事重新封给您的新钥匙后，您就能再打开。
desk-key-malformed = 这不是一把完整的 age 公钥，消息已删除，没有保存。公钥以 age1 开头，请重新复制再发；也可以改设口令。
desk-key-of-another-kind = 这把 age 公钥和这里用的不是同一种，消息已删除，没有保存。请向管理员问清该做哪一种；也可以改设口令。
desk-private-key-sent = 刚才发来的是私钥，消息已删除，没有保存。这把钥匙请不要再用；请做一把新的，只发公钥（age1…）。
desk-enrolled-device = 公钥已收下。接下来由根密钥保管人签署名册；签署以后交来的反映，会封给您的钥匙。发 /help 看能做什么。
desk-passphrase-short = 口令至少 { $minimum } 个字，这一个没有采用，消息已删除。请换一个长些的发过来。
desk-repeat-passphrase = 钥匙已做好，消息已删除。请把口令再发一遍，核对有没有打错。
desk-repeat-differs = 和刚才的不一样，消息已删除。请再发一遍；想换口令，请重发 /enroll 和邀请码。
desk-enrolled = 口令对上了。接下来由根密钥保管人签署名册；签署以后交来的反映，您才能打开。发 /help 看能做什么。
desk-bound = 已加入，消息已删除。您不需要口令。

## 菜单

desk-hello = 这里是办公端。
desk-menu-queue = /queue 待办
desk-menu-find = /find 按编号、日期、类别、单位或人查一件
desk-menu-recuse = /recuse 从一件反映回避
desk-menu-rewrap = /rewrap 把反映改封给同事的新钥匙
desk-menu-unlock = /unlock 用口令解锁，才能阅看内容
desk-menu-lock = /lock 马上锁上
desk-menu-passphrase = /passphrase 换口令
desk-menu-summary = 每天的汇总会发到这里，不含内容。
desk-menu-language = /language 换语言
desk-menu-help = /help 看这一页
desk-cancelled = 已放弃，什么都没有改。
desk-not-expected = 这条没有用上，也没有保存。发 /queue 看待办，发 /help 看能做什么。
desk-not-handled = 刚才那条没能处理，没有保存；以防里面有口令，已经删除。请再试一次。

## 解锁

desk-ask-passphrase = 请发口令，收到后立即删除。
desk-passphrase-refused = 口令不对，消息已删除。请再发一次，或发 /cancel 放弃。
desk-too-many-tries = 连错几次，{ $at } 以后才能再试。消息已删除。
desk-unlocked = 已解锁到 { $at }，消息已删除。发 /lock 可以马上锁上。
desk-now-locked = 已锁上。
desk-locked = 现在锁着。请先发 /unlock，再按一次按钮。
desk-nothing-to-unlock = 您这里没有需要解锁的内容。
desk-no-key = 您的钥匙在您自己的设备上，这里没有要解锁的。反映会以密封文件交给您，请在那台设备上用 age 打开。
desk-other-key = 口令对了，但名册上是另一把钥匙。请找管理员核对。消息已删除。

## 换口令

desk-ask-old-passphrase = 请发现在的口令，收到后立即删除。
desk-ask-new-passphrase = 口令对了，消息已删除。请发新口令，至少 { $minimum } 个字。新口令发过两遍之前，旧口令仍然有效。
desk-repeat-new-passphrase = 消息已删除。请把新口令再发一遍。
desk-new-differs = 和新口令不一样，消息已删除。请再发一遍，或用 /passphrase 重来。在那之前旧口令仍然有效。
desk-passphrase-changed = 从现在起用新口令，消息已删除。钥匙还是原来那把。
desk-passphrase-kept = 时间过了，什么都没有改，旧口令仍然有效。消息已删除。请用 /passphrase 重来。

## 待办

desk-queue = <b>待办</b>，第 { $page } 页
desk-queue-empty = 现在没有待办。
desk-queue-end = 后面没有了。
desk-no-queue = 您没有待办；汇总每天会发到这里。
desk-queue-of = <b>{ $what }</b>，共 { $total } 件，第 { $page } 页，共 { $pages } 页
desk-queue-nothing-like-that = 现在没有这样的待办（{ $what }）。按下面的按钮看别的。
desk-queue-which-category = 看哪一类？
desk-index-building = 启动后要先过一遍全部台账，已到 { $percent }%。/queue 已经能用，这一步请过一分钟再试。
desk-filter-all = 待办
desk-filter-new = 新到
desk-filter-mine = 我的
desk-filter-unassigned = 无人承办
desk-filter-review = 等审阅
desk-filter-overdue = 超期
desk-filter-urgent = 紧急

## 查

desk-find-what = 要查什么？可发登记号或其中的序号、回执号、日期（2026-11-23，或 起..止）、类别、单位、状态、承办人、标记、期限、办理方式、来源；几样一起发，要同时符合。
desk-found = <b>查到</b> { $total } 件，第 { $page } 页，共 { $pages } 页
desk-find-nothing = 您能阅看的里面没有这样的。请核对一下，或少写几样再查。
desk-find-unknown = 没有查：“{ $word }”不是这里的编号、日期、类别、单位、状态、人或标记。请换个写法再发。
desk-find-over = 这次查询已经过去。请发 /find 和要查的内容。
desk-find-today = 今天
desk-find-yesterday = 昨天
desk-find-withdrawn = 要撤回

## 一件反映

desk-card =
    <b>{ $number }</b>
    回执：<code>{ $receipt }</code>
    收到：{ $received }
    单位：{ $unit }
    类别：{ $category }
    { $identity }，{ $messages } 条消息，{ $attachments } 个附件
    状态：{ $state }，承办：{ $assignee }
    审阅：{ $review }
desk-mailbox = 反映人有信箱，会自己来看；什么时候看，不会告诉任何人。
desk-mark-withdrawn = 反映人已提出撤回。
desk-anonymous = 匿名
desk-nobody = 未认领
desk-unit-unsure = 不确定
desk-category-unsure = 未定
desk-state-registered = 已登记
desk-state-in-progress = 办理中
desk-state-transferred = 已转出
desk-state-not-accepted = 不予受理
desk-state-merged = 已并案
desk-state-retained = 存查
desk-state-answered = 已答复
desk-state-closed = 已办结
desk-state-archived = 已归档
desk-state-shredded = 期满已销毁
desk-review-due = 待审阅
desk-review-returned = 已退回
desk-review-reviewed = 已审阅
desk-claimed = { $number } 由您承办。提醒从现在起发给您。
desk-ask-noting = { $number }：请写备注，最多 { $limit } 字。发来后封存，消息立即删除。
desk-noted = { $number }：备注已封存，原消息已删除。
desk-ask-close = { $number }：在这里反映的，由机器人通知；来信来访的，请另行告知。现在办结吗？
desk-closed = { $number }：已办结。

## 谁能阅看

desk-ask-which-case = 您要从哪一件回避，或者请谁回避？这里没有列出的，请打开那一件的卡片，在“谁能看”里办。
desk-choose-recused = { $number }：谁不再参与？
desk-ask-leaving = { $number }：请写明您为什么回避，最多 { $limit } 字，封存给留下的人看。办理之前还会再问您一次。
desk-ask-recusing = { $number }：请写明{ $who }为什么回避，最多 { $limit } 字，封存给留下的人看。办理之前还会再问您一次。
desk-confirm-leaving = { $number }：您以后打不开它，也收不到它的消息，并且不能再加回来。您看过、抄录过、导出过的，和以前备份里的，收不回来。现在回避吗？
desk-confirm-recusing = { $number }：{ $who }以后打不开它，也收不到它的消息，并且不能再加回来。已经看过、抄录过、导出过的，和以前备份里的，收不回来。现在请其回避吗？
desk-left = { $number }：您已回避。您看过、抄录过、导出过的，和以前备份里的，收不回来。请不要外传，并删掉您手里的副本。
desk-recused = { $number }：{ $who }已回避，从现在起打不开这一件。已经看过、抄录过、导出过的，和以前备份里的，收不回来。
desk-choose-granted = { $number }：再让谁阅看？下面是按规定可以加的人。
desk-nobody-to-let-in = { $number }：名册上没有别的人按规定可以加。
desk-ask-granting = { $number }：{ $who }将能从头看到全部内容。现在加上吗？
desk-granted = { $number }：{ $who }从现在起可以阅看，已把编号告诉对方。
desk-rewrap = <b>换了钥匙的人</b>。下面这些人以前的反映还封给旧钥匙。按名字，就把您能打开的改封给新钥匙。
desk-rewrap-line = { $who }：您能打开的 { $openable } 件，不能全部打开的 { $others } 件
desk-rewrap-none = 没有人在等着改封。
desk-rewrapped = { $who }：改封好 { $done } 件，还有 { $left } 件。另有 { $others } 件您不能全部打开，要请能打开的人发 /rewrap。

## 阅看

desk-reading = <b>{ $number }</b>｜第 { $page } 页，共 { $pages } 页
desk-head = { $position }. <b>{ $who }</b>｜{ $kind }｜{ $day } { $at }
desk-caption =
    <b>{ $number }</b>
    { $what } { $name }
desk-reporter = 反映人
desk-kind-text = 文字
desk-kind-contact = 联系方式
desk-kind-photo = 照片
desk-kind-document = 文件
desk-kind-video = 视频
desk-kind-voice = 语音
desk-kind-audio = 音频
desk-kind-animation = 视频
desk-kind-video-note = 视频
desk-kind-live-photo = 动态照片
desk-kind-location = 位置
desk-kind-venue = 地点
desk-kind-card = 名片
desk-kind-note = 备注
desk-kind-reply = 回复
desk-kind-recusal = 回避
desk-recusal-of = { $who }回避
desk-kind-accused = 被反映人
desk-kind-place = 问题属地
desk-kind-happened = 发生时间
desk-kind-reporter = 反映人
desk-kind-verification = 实名核实
desk-kind-proposal = 拟办意见
desk-kind-instruction = 组长批示
desk-kind-opinion = 审阅意见
desk-kind-disposition = 处置建议
desk-kind-decision = 处理决定
desk-kind-extension = 延期
desk-kind-report = 呈报
desk-kind-rectification = 整改建议
desk-kind-result = 办理结果
desk-record-line = { $what }：{ $value }
desk-record-replaces = 代替第 { $position } 件
desk-record-withdraws = 撤回第 { $position } 件
desk-record-name = 姓名
desk-record-unit = 单位
desk-record-post = 职务
desk-record-rank = 职级
desk-record-phone = 电话
desk-record-address = 地址
desk-record-people = 人数
desk-record-joint = 联名
desk-record-day = 日期
desk-record-until = 到期
desk-record-choice = 内容
desk-record-way = 方式
desk-record-organ = 机关
desk-record-document = 文号
desk-piece-corrects = 更正第 { $position } 件
desk-piece-edited = 发送人改于 { $day } { $at }
desk-piece-forwarded = { $named ->
    [yes] 转发自：{ $name }
   *[no] 从别的对话转发
}
desk-piece-answers = { $named ->
    [yes] 回复：{ $name }
   *[no] 回复：
}
desk-piece-quote = “{ $text }”
desk-piece-link = 链接：{ $link }
desk-piece-closed = { $position }. 这一条封给您以前的钥匙。请能阅看的同事发 /rewrap 替您改封。
desk-on-device = <b>{ $number }</b>。和台账里一样封存着，附有给您的钥匙；怎样打开，见 README.txt。这条消息过一会儿会删除。
desk-too-large-for-chat = { $number } 有 { $size }，这里最多能发 { $limit }。请让管理员导出：dengwen export。
desk-piece-on-its-way = 这个附件还在接收，请过一会儿再看。
desk-no-such-piece = 没有这个附件。
desk-cannot-open = 内容没能显示出来，什么都没有改。请再按一次；还不行，请告诉管理员。

## 办不成的时候

desk-roster-refused = 名册现在靠不住，所以什么都不打开，也不改。请告诉管理员，过一会儿再试。
desk-no-such-case = 没有这一件，或者它不归您办。发 /queue 看待办。
desk-not-permitted = 这一步不由您来做，什么都没有改。
desk-no-route = 这位反映人现在联系不上，刚才的话没有发出。请用其他方式告知后，按“记录告知”。
desk-already-claimed = 已由{ $who }承办。
desk-already-reviewed = { $who }已于 { $day } { $at } 审阅。
desk-text-too-long = 最多 { $limit } 字，刚才的没有保存。请缩短或分成几条再发。
desk-earlier-key = 这一件封给您以前的钥匙。请能阅看的同事发 /rewrap 替您改封，再按一次。
list-comma = 、
desk-not-a-reader = 这个人本来就不看这一件，什么都没有改。
desk-first-add-one-to-read = 这样就没有人能看这一件了。请先加一位，比如{ $who }。
desk-first-add-one-to-review = 这样就没有人能审阅这一件了。请先加一位，比如{ $who }。
desk-nobody-left-to-read = 这样就没有人能看这一件了，名册上也没有人可以加。请先让管理员登记新的人。
desk-nobody-left-to-review = 这样就没有人能审阅这一件了，名册上也没有人可以加。请先让管理员登记新的人。
desk-not-let-in-no-reader = 这个角色不看内容，或者名册上没有这个人。什么都没有改。
desk-not-let-in-home-unit = 这个人属于被反映的单位，不能看这一件。什么都没有改。
desk-not-let-in-bypassed = 这一件反映的是这个人所在的机构，不能看。什么都没有改。
desk-not-let-in-recused = 这个人已经回避，不能再加回来。什么都没有改。
desk-not-let-in-reads-already = 这个人已经能看这一件。
desk-not-let-in-no-key = 名册上还没有这个人的钥匙。签署以后再加。
desk-refused-already-closed = 这一件已经办结。
desk-refused-already-registered = 这一件已经登记。
desk-refused-archived = 这一件已经归档，不能再改。
desk-refused-not-closed = 这一件还没有办结。
desk-refused-not-in-progress = 还没有人承办，请先认领。
desk-refused-not-registered = 这一件还没有登记，请稍后再试。
desk-refused-settled = 这一件已有处理结果，这一步不再适用。

## 按钮

desk-button-queue = 待办
desk-button-earlier = 上一页
desk-button-later = 下一页
desk-button-filter-all = 全部
desk-button-filter-new = 新到
desk-button-filter-mine = 我的
desk-button-filter-unassigned = 无人承办
desk-button-filter-review = 等审阅
desk-button-filter-overdue = 超期
desk-button-filter-urgent = 紧急
desk-button-by-category = 类别
desk-button-any-category = 所有类别
desk-button-again = 再试一次
desk-button-section-reporter = 联系反映人
desk-button-section-decisions = 办理决定
desk-button-section-papers = 文书
desk-button-section-access = 谁能看
desk-button-read = 阅看
desk-button-claim = 认领
desk-button-note = 备注
desk-button-reply = 回复反映人
desk-button-told = 记录告知
desk-button-review = 审阅
desk-button-stamp = 已审阅
desk-button-close = 办结
desk-button-close-now = 现在办结
desk-button-grant = 增加阅看人
desk-button-grant-now = 现在加上
desk-button-step-back = 自己回避
desk-button-recuse = 请同事回避
desk-button-recuse-now = 是，现在
desk-button-myself = 我自己
desk-button-go-on = 继续
desk-button-card = 打开这一件
desk-button-back = 返回
desk-button-next-page = 下一页
desk-button-file = { $position }. { $kind } { $size }

command-queue = 待办
command-find = 查一件反映
command-recuse = 从一件反映回避
command-rewrap = 改封给新钥匙
command-unlock = 用口令解锁
command-lock = 马上锁上
command-passphrase = 换口令

## Telegram 上的介绍

desk-bot-description = 这里是{ $team }的办公端，只供办案人员使用，不受理反映。
desk-bot-short = { $team }的办公端，不受理反映。

## 分办

announce-assigned = { $number }：已交您承办，请阅看并开始办理。
announce-assigned-until = { $number }：已交您承办，请阅看并开始办理；下一步最迟 { $due } 完成。
announce-taken-off = { $number }：已另作安排，您不用再承办。
desk-choose-assignee = { $number }，承办人：{ $assignee }。交给谁办？下面是能阅看这一件的人。
desk-nobody-to-assign = { $number }：没有别的人能打开并承办。您可以在卡片上加人。
desk-assigned = { $number }：由{ $who }承办，已私下通知。
desk-assigned-to-you = { $number } 由您承办。提醒从现在起发给您。
desk-put-back = { $number }：现在没有人承办，等人认领。
desk-changed-meanwhile = { $number } 刚才有变化：{ $changes }。这次没有改动。现在是这样的。
desk-changed-line = { $who }（{ $what }）
desk-what-assignee = 承办人
desk-what-category = 类别
desk-what-unit = 单位
desk-what-marks = 标记
desk-what-readers = 阅看人
desk-what-review = 审阅
desk-what-state = 状态
desk-not-assignable = 这个人不能打开或承办这一件，没有改动。请重新选。
desk-button-assign = 分办
desk-button-put-back = 暂不交人

## 分类和标记

announce-pressing = { $number }：有同事标为重要、敏感或紧急，请今天打开卡片，确认或取消。
announce-own-unit = { $number }：涉及的单位现在是您所在的单位。请不要再看，打开卡片办理回避。
announce-readers-unit = { $number }：有一位阅看人来自现在涉及的单位。请打开卡片，让其回避。
desk-triage =
    <b>{ $number }</b>
    类别：{ $category }
    单位：{ $unit }
    标记：{ $marks }
    已写明：{ $records }
    要改哪一项，请按按钮。
desk-mark-important = 重要
desk-mark-sensitive = 敏感
desk-mark-urgent = 紧急
desk-mark-principal = 涉主要负责人
desk-no-marks = 无
desk-choose-category = { $number }：是哪一类？下一步选细类。
desk-choose-item = { $number }：是哪一细类？第一个按钮只定大类。
desk-choose-unit = { $number }：涉及哪个单位？
desk-unit-readers = { $number }：{ $who }来自这个单位，现在还能打开，只有回避才会停止。本人和组长都会知道。
desk-about-inspectors = 是否反映巡察干部，决定谁能打开，所以这一类不能在这里改。如果反映的是阅看人，请让其回避。
desk-button-triage = 分类和要素
desk-button-category = 类别
desk-button-unit = 单位
desk-button-mark = 标为{ $what }
desk-button-unmark = 不再标为{ $what }
