# What commands say, and write to files for people outside of the chats.

roster-refused = The roster cannot be trusted, for the reason given above, so nothing was done. Put the newest signed roster back, or install one that the root key signs anew (dengwen roster install), and run the command again.

recovery-readme =
    Recovery key

    Two of the three custodians open it together; one alone opens nothing. On a computer
    without a network, with both identity files there:

    age -d -i { $first }.txt { $file } | age -d -i { $second }.txt > recovery.txt

    Each file names its two custodians in the order in which they open it: { $first } first, then
    { $second }. recovery.txt opens every case that came in while the roster named this key. Somebody
    may have been recused later: what was sealed after that opens if the roster named it then, too.
    In the folder that dengwen export wrote, take the keys of the case:

    for wrap in wraps/*/recovery.age; do age -d -i recovery.txt "$wrap"; done > case.txt

    README.txt in that folder tells how to open the pieces with case.txt.

    Destroy recovery.txt and case.txt afterwards. Who has recovery.txt reads all of these cases.
