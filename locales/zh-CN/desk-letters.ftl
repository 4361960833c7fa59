# 组员登记来信、来电、来访等：逐项提问、后续材料、回执单。

command-register = 登记来信、来电、来访
desk-menu-register = /register 登记来信、来电、来访

## 提问

desk-letter-channel = 怎么收到的？发 /cancel 可以先放下，已填的都在。
desk-letter-day = 哪天收到的？期限从这一天算。也可以直接打：2026-11-20。
desk-letter-identity = 实名还是匿名？
desk-letter-name = 反映人姓名。收到后封存，您这条消息随即删除。
desk-letter-phone = 反映人电话。
desk-letter-address = 反映人地址。
desk-letter-employer = 反映人的单位，或者是哪里人。
desk-letter-people = 一共几个人？可以直接打数字。
desk-letter-joint = 是联名吗？
desk-letter-unit = 反映的是哪个单位？
desk-letter-concerns = 反映的是不是巡察组、第五巡视组或巡察办的人？反映谁，谁就看不到。反映巡察组时也包括您：提交以后您不能再打开。
desk-letter-category = 属于哪一类？也可以直接打细类代码，如 C2。
desk-letter-account = 请录入内容：打字，或者逐张发来信照片、文件、录音。收到一件封存一件，随即从这里删除。
desk-letter-account-more = 已封存：文字 { $texts } 段，文件 { $files } 个。可以继续发；发完请按“就这些”。
desk-letter-storing = 正在封存，下一件请稍等。
desk-letter-review =
    请核对：
    { $channel }，{ $day } 收到
    { $who }
    单位：{ $unit }
    类别：{ $category }
    涉及巡察人员：{ $concerns }
    文字 { $texts } 段，文件 { $files } 个
desk-letter-who-named = 实名
desk-letter-who-unreachable = 有姓名，没有电话和地址：按匿名算
desk-letter-who-anonymous = 匿名
desk-letter-past-you = 提交以后，这一件不封给您，您不能再打开。回执仍由您交给反映人。
desk-letter-nobody-reads = 名册上没有人能打开这件，现在不能提交。已填的都在，请找组长。
desk-letter-changing = 要改哪一项？
desk-letter-of-channel = 来源
desk-letter-of-day = 收到日期
desk-letter-of-identity = 实名或匿名
desk-letter-of-name = 姓名
desk-letter-of-phone = 电话
desk-letter-of-address = 地址
desk-letter-of-employer = 反映人单位
desk-letter-of-people = 人数
desk-letter-of-joint = 是否联名
desk-letter-of-unit = 被反映单位
desk-letter-of-concerns = 涉及巡察人员
desk-letter-of-category = 类别
desk-joint-yes = 联名
desk-joint-no = 不是联名

## 中途

desk-letter-left = 先放下了。已填的都封存着，发 /register 接着填。
desk-letter-discarding = 全部作废？作废以后找不回来。
desk-letter-discarded = 已作废。发 /register 重新登记。
desk-letter-none = 您现在没有正在登记的。发 /register 开始。
desk-letter-no-blank = 备用回执号用完了，几秒后就有。请稍后再发 /register。
desk-letter-empty = 还没有内容。请按“再补充”，打字或发材料。
desk-letter-earlier = 这个按钮是前面那一问的。现在问的是这个。
desk-letter-not-understood = 没有看懂，这条已删除。请按按钮，或者再答一次。
desk-letter-press = 请按下面的按钮；刚才那条没有保存。
desk-letter-cannot-keep = 这种收不了。文字、照片、文件、视频、录音都可以。
desk-letter-too-large = 这个文件超过 { $limit }。请发小一点的；其余的都在。
desk-letter-file-failed = 这个文件没有取到，没有收进去。请再发一次；其余的都在。

## 登记完毕

desk-letter-entered =
    已登记：{ $number }，{ $day } 收到。交给反映人的回执号：

    { $receipt }
desk-letter-entered-past-you =
    已登记。这一件没有封给您，您不能再打开。交给反映人的回执号：

    { $receipt }

## 后续材料

desk-document-ask = { $number }：请打字，或逐件发收到的材料。收到一件封进案卷一件，随即从这里删除。
desk-document-kept = { $number }：已封进案卷。

## 回执单

desk-slip-making = 回执单马上就来。
desk-slip-caption = 交给反映人的回执单，上面没有姓名。这份会自动从这里删除。
desk-slip-no-font = 回执单做不出来：这台机器没有中文字体，请管理员安装 fonts-noto-cjk。回执号一样有效。
desk-slip-not-now = 回执单现在做不出来。回执号一样有效；以后可以在案卷里再打印。
desk-slip-title = 信访受理回执单
desk-slip-day = 收件日期：{ $year }年{ $day }
desk-slip-channel = 信访形式：{ $channel }
desk-slip-contents = 材料：文字 { $texts } 段，文件或页 { $files } 件
desk-slip-registered = 已登记入台账。
desk-slip-review = 由{ $fifth }审阅。
desk-slip-notice = 最迟 { $day } 告知是否受理。
desk-slip-status = Telegram：向巡察组公开的机器人发 /status 和回执号
desk-slip-keep = 请保管好这张回执单。拿着回执号的人都能查办理情况。

## 按钮

desk-button-with-name = 实名
desk-button-no-name = 匿名
desk-button-not-given = 没有留
desk-button-one-person = 一个人
desk-button-today = 今天 { $day }
desk-button-yesterday = 昨天 { $day }
desk-button-submit = 提交登记
desk-button-discard = 作废
desk-button-letter-done = 就这些
desk-button-letter-undo = 撤回最后一件
desk-button-letter-read = 看一遍
desk-button-letter-change = 改一项
desk-button-letter-add = 再补充
desk-button-letter-leave = 先放下
desk-button-letter-on = 接着填
desk-button-document = 添加材料
desk-button-slip = 打印回执单
