# What is written to files for people outside of the chats.

recovery-readme =
    Recovery key

    Two of the three custodians open it together; one alone opens nothing. On a computer
    without a network, with both identity files there:

    age -d -i { $first }.txt { $file } | age -d -i { $second }.txt > recovery.txt

    Each file names its two custodians in the order in which they open it: { $first } first, then
    { $second }. With recovery.txt every case opens that was sealed while the roster named this key:

    age -d -i recovery.txt wraps/1/recovery.age > case.txt

    Destroy recovery.txt afterwards. Who has it reads everything.
