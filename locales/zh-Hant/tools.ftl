# 命令列上說的話，和寫進檔案、給對話以外的人看的話。

roster-refused = 名冊不可信，原因見上一行，所以什麼也沒有做。請把最新簽署的名冊放回去，或者安裝根金鑰重新簽署的名冊（dengwen roster install），再執行一次。

recovery-readme =
    復原金鑰

    三位保管人裡任意兩位一起才能打開，一個人什麼都打不開。請在不連網的電腦上、
    兩位的身分檔案都在時執行：

    age -d -i { $first }.txt { $file } | age -d -i { $second }.txt > recovery.txt

    檔名寫著兩位保管人和打開的先後：先 { $first }，後 { $second }。名冊寫明這把金鑰期間
    收到的每一件，都能用 recovery.txt 打開；後來有人迴避的，迴避以後封存的內容，要當時名冊上
    仍寫著這把金鑰才能打開。在 dengwen export 匯出的資料夾裡，先取出這一件的鑰匙：

    for wrap in wraps/*/recovery.age; do age -d -i recovery.txt "$wrap"; done > case.txt

    再照那個資料夾裡的 README.txt，用 case.txt 逐個打開。

    用完請銷毀 recovery.txt 和 case.txt。誰拿到 recovery.txt，誰就能看到這些反映的全部內容。
