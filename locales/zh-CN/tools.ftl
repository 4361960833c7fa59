# 写进文件、给对话以外的人看的话。

recovery-readme =
    恢复密钥

    三位保管人里任意两位一起才能打开，一个人什么都打不开。请在不联网的电脑上、
    两位的身份文件都在时执行：

    age -d -i { $first }.txt { $file } | age -d -i { $second }.txt > recovery.txt

    文件名写着两位保管人和打开的先后：先 { $first }，后 { $second }。名册写明这把钥匙期间
    封存的每一件，都能用 recovery.txt 打开：

    age -d -i recovery.txt wraps/1/recovery.age > case.txt

    用完请销毁 recovery.txt。谁拿到它，谁就能看到全部内容。
