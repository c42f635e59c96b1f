# What every tool promises, of all tools that stand on PATH as oflog-*.
bats_require_minimum_version 1.5.0
load shows

tools() {
    compgen -c oflog- | LC_ALL=C sort -u
}

# OPTION... FILE...: between them stands what is asked after.
ask_why() {
    options=(--format=csv --receipt="$BATS_FILE_TMPDIR/receipts")
    while [[ ${1-} == -?* && $1 != -- ]]; do
        options+=("$1")
        shift
    done
    [[ ${1-} != -- ]] || shift
    oflog-why "${options[@]}" -- waste.recycling-rate E06000001 1980/81 "$@"
}

# oflog-NAME ARGUMENTS...: with what that tool cannot do without.
run_tool() {
    case $1 in
    oflog-aggregate) "$1" --to=successor "${@:2}" ;;
    oflog-compare) "$1" --as=mine "${@:2}" ;;
    oflog-ingest) "$1" --recipe=tidy "${@:2}" ;;
    oflog-learn) "$1" --peers="$BATS_FILE_TMPDIR/peers.csv" "${@:2}" ;;
    oflog-peers) "$1" --period=2001/02 "${@:2}" ;;
    oflog-publish) "$1" --area=E06000001 "${@:2}" ;;
    oflog-why) ask_why "${@:2}" ;;
    *) "$@" ;;
    esac
}

# A comparison that every tool reads, with more rows than a pipe holds: 20 councils, 40
# years, 3 metrics; and receipts of its making.
setup_file() {
    awk 'BEGIN {
        split("recycling-rate contamination-rate residual-household-waste", metrics, " ")
        print "metric,area_code,period,value"
        for (m = 1; m <= 3; m++)
            for (year = 1980; year < 2020; year++)
                for (area = 1; area <= 20; area++)
                    printf "waste.%s,E060000%02d,%d/%02d,%.2f\n", metrics[m], area, year,
                        (year + 1) % 100, (seed = (seed * 75 + 74) % 65537) % 9973 / 100
    }' >"$BATS_FILE_TMPDIR/published.csv"
    awk 'BEGIN {
        print "area_code,peer_code"
        for (area = 1; area <= 20; area++)
            for (step = 1; step <= 6; step++)
                printf "E060000%02d,E060000%02d\n", area, (area + step - 1) % 20 + 1
    }' >"$BATS_FILE_TMPDIR/peers.csv"
    oflog-ingest -q --recipe=tidy --receipt="$BATS_FILE_TMPDIR/receipts" \
        "$BATS_FILE_TMPDIR/published.csv" |
        oflog-compare -q --receipt="$BATS_FILE_TMPDIR/receipts" \
            --output="$BATS_FILE_TMPDIR/table.csv"
}

setup() {
    table=$BATS_FILE_TMPDIR/table.csv
    cd "$BATS_TEST_TMPDIR"
}

# The run's status and what standard error holds; says which tool was wrong.
ended() { # STATUS PATTERN
    # The pattern is meant to be one.
    # shellcheck disable=SC2053
    [ "$status" -eq "$1" ] && [[ "$stderr" == $2 ]] ||
        { echo "$tool: status $status, said: $stderr"; return 1; }
}

@test "the five founding tools, aggregate and publish are there" {
    for tool in aggregate compare flag ingest normalise publish rank; do
        tools | grep -qx "oflog-$tool"
    done
}

@test "--help goes to standard output and describes every option" {
    for tool in $(tools); do
        run --separate-stderr "$tool" --help
        ended 0 ""
        [[ "${lines[0]}" == "Usage: $tool [OPTION]..."* ]]
        [[ "$output" == *"Exit status: 0 done; 1 done, but "*"; 2 not done."* ]]
        [[ "$output" == *"See $tool(1) and oflog(7)."* ]]
        "$tool" -h | diff - <(printf '%s\n' "$output")
        # An option is described beside its name, or from the next line on.
        run awk 'NR > 2 && length > 80 { print "long: " $0 }
            alone && (substr($0, 1, 28) ~ /[^ ]/ || length < 30) { print "not described: " option }
            { alone = /^ +(-., )?--[a-z-]+(=[A-Z]+)?$/; option = $0 }' <<<"$output"
        [ "$output" = "" ]
    done
}

@test "every option that --help names is known, and says when its argument is missing" {
    for tool in $(tools); do
        "$tool" --help | grep -oE '^ +(-., )?--[a-z-]+=?' >options
        for option in $(grep -oE -- '--[a-z-]+=' options); do
            run --separate-stderr "$tool" "${option%=}"
            ended 2 "$tool: option '${option%=}' needs an argument (try '$tool --help')"
        done
        for option in $(grep -oE -- '--[a-z-]+$' options); do
            run --separate-stderr "$tool" "$option=x"
            ended 2 "$tool: option '$option' takes no argument (try '$tool --help')"
        done
    done
}

@test "--version names the tool, the package and its version" {
    for tool in $(tools); do
        run --separate-stderr "$tool" --version
        ended 0 ""
        [[ "${lines[0]}" =~ ^"$tool (oflog) "[0-9]+\.[0-9.a-z-]+$ ]]
        "$tool" -V | diff - <(printf '%s\n' "$output")
    done
}

@test "an unknown option ends with 2 and names near ones" {
    for tool in $(tools); do
        run --separate-stderr "$tool" --qiuet
        ended 2 "$tool: unknown option '--qiuet'; did you mean 'quiet'? (try '$tool --help')"
        run --separate-stderr "$tool" --nothing-like-it=5
        ended 2 "$tool: unknown option '--nothing-like-it' (try '$tool --help')"
        run --separate-stderr "$tool" --quie
        ended 2 "$tool: unknown option '--quie'; did you mean 'quiet'? (try '$tool --help')"
        run --separate-stderr "$tool" --quiet -$'\xff'q
        ended 2 "$tool: unknown option '-?' (try '$tool --help')"
        run --separate-stderr "$tool" --quiet -@q
        ended 2 "$tool: unknown option '-@' (try '$tool --help')"
        run --separate-stderr "$tool" -@
        ended 2 "$tool: unknown option '-@' (try '$tool --help')"
        [ "$output" = "" ]
    done
}

@test "a disk without room ends with 2" {
    for tool in $(tools); do
        full() { run_tool "$tool" -q "$@" "$table" >/dev/full; }
        run --separate-stderr full
        ended 2 "$tool: <stdout>: cannot be written: *"
        run --separate-stderr full --output=/dev/full
        ended 2 "$tool: /dev/full: cannot be written: *"
        full() { "$tool" --help >/dev/full; }
        run --separate-stderr full
        ended 2 "*"
    done
}

@test "a closed standard stream ends with 2, and never lets text into another file" {
    for tool in $(tools); do
        closed() { run_tool "$tool" -q --rejects=rejects.csv "$table" >&-; }
        run --separate-stderr closed
        ended 2 "$tool: <stdout>: cannot be written: *"
        [ ! -e rejects.csv ]
        closed() { run_tool "$tool" -q <&-; }
        run --separate-stderr closed
        ended 2 "$tool: <stdin>: cannot be read: *"
        closed() { run_tool "$tool" --output=out.csv "$table" 2>&-; }
        run closed
        [ "$status" -eq 0 ]
        run -1 grep -q "^$tool:" out.csv
    done
}

@test "a folder, a missing and an unreadable file end with 2" {
    for tool in $(tools); do
        run --separate-stderr run_tool "$tool" .
        ended 2 "$tool: .: cannot be read: Is a directory"
        run --separate-stderr run_tool "$tool" "$table" missing.csv
        ended 2 "$tool: missing.csv: cannot be read: No such file or directory"
        run --separate-stderr run_tool "$tool" --rejects=none/rejects.csv "$table"
        ended 2 "$tool: none/rejects.csv: cannot be written: No such file or directory"
        run --separate-stderr run_tool "$tool" --data-dir=none "$table"
        ended 2 "$tool: none/*No such file or directory*"
        [ "$output" = "" ]
    done
}

@test "an empty table gives a header or nothing" {
    head -1 "$table" >header.csv
    for tool in $(tools); do
        for input in /dev/null header.csv; do
            run --separate-stderr run_tool "$tool" -q "$input"
            [ "${#lines[@]}" -le 1 ]
            case $tool:$input in
            # A published file without a header did not arrive; a page without rows is none.
            oflog-ingest:/dev/null) ended 2 "*: the file ends before record 1,*" ;;
            oflog-why:*) ended 1 "*: the table has no row of waste.recycling-rate,*" ;;
            oflog-publish:*) ended 2 "*: the table has no row of Hartlepool*" ;;
            *) ended 0 "" ;;
            esac
        done
    done
}

@test "a reader that goes away ends the tool quietly" {
    for tool in $(tools); do
        early() {
            { run_tool "$tool" -q "$table"; echo "$?" >status; } | head -1
        }
        run --separate-stderr early
        ended 0 ""
        [[ "$(<status)" =~ ^(0|141)$ ]]
    done
}

@test "--output replaces the file when the run is done, though it be the input" {
    for tool in $(tools); do
        cp "$table" both.csv
        run_tool "$tool" -q "$table" >expected
        run --separate-stderr run_tool "$tool" -q --output=both.csv both.csv
        ended 0 ""
        [ "$output" = "" ]
        # The name of the file may stand in the table's sources, never its contents.
        diff -q expected both.csv
        [ "$(stat -c %a both.csv)" = "$(stat -c %a expected)" ]
    done
}

@test "--output to a file that is standard output or error leaves it to who holds it" {
    for tool in $(tools); do
        run_tool "$tool" -q "$table" | sed '$!b; a more' >expected
        { echo less; run_tool "$tool" -q --output=/dev/stdout "$table"; echo more; } >held.csv
        diff <(echo less; cat expected) held.csv
        { run_tool "$tool" -q --output=held.csv "$table"; echo more; } >held.csv
        diff expected held.csv
        { run_tool "$tool" -q --output=/dev/stderr "$table"; echo more >&2; } 2>held.csv
        diff expected held.csv
        [ "$(ls -A | grep -c '^held')" -eq 1 ]
    done
}

@test "a run that fails leaves the file of --output as it was, and nothing beside" {
    { cat "$table"; echo '"an open quote'; } >broken.csv
    for tool in $(tools); do
        mkdir "$tool"
        echo before >"$tool/out.csv"
        run --separate-stderr run_tool "$tool" -q --output="$tool/out.csv" broken.csv
        ended 2 "$tool: broken.csv:2402:1: the quote that opens this cell is left open"
        [ "$(<"$tool/out.csv")" = before ]
        [ "$(ls -A "$tool")" = out.csv ]
        run --separate-stderr run_tool "$tool" -q --output="$tool/new/out.csv" "$table"
        ended 2 "$tool: $tool/new/out.csv: cannot be written: No such file or directory"
    done
}

@test "a file that is replaced keeps its permissions and the links to it" {
    { head -2 "$table"; sed -n '3s/E06000002/nowhere/p' "$table"; } >refused.csv
    for tool in $(tools); do
        mkdir -p "$tool/there" "$tool/here"
        for file in out rejects; do
            echo before >"$tool/there/$file.csv"
            chmod 640 "$tool/there/$file.csv"
            ln -s "../there/$file.csv" "$tool/here/$file.csv"
        done
        run run_tool "$tool" -q --output="$tool/here/out.csv" \
            --rejects="$tool/here/rejects.csv" refused.csv
        [ "$status" -eq 1 ]
        for file in out rejects; do
            [ -L "$tool/here/$file.csv" ]
            [ "$(stat -c %a "$tool/there/$file.csv")" = 640 ]
            [ "$(<"$tool/there/$file.csv")" != before ]
        done
        [ "$(ls -A "$tool/there" "$tool/here" | wc -l)" -eq 7 ]
        run --separate-stderr run_tool "$tool" -q --output="$tool/here/out.csv" \
            --rejects="$tool/there/out.csv" refused.csv
        ended 2 "$tool: --rejects: '$tool/there/out.csv' is a file that is read, *"
    done
}

@test "a file that may not be written to is not replaced" {
    # For root, without the leave to override permissions.
    bound=()
    [ "$(id -u)" -ne 0 ] || bound=(setpriv --bounding-set=-dac_override)
    echo before >protected.csv
    chmod 444 protected.csv
    "${bound[@]}" test ! -w protected.csv || skip "permissions do not hold here"
    export -f run_tool ask_why
    for tool in $(tools); do
        for option in output rejects; do
            # shellcheck disable=SC2016
            run --separate-stderr "${bound[@]}" bash -c 'run_tool "$@"' bash \
                "$tool" -q --"$option"=protected.csv "$table"
            ended 2 "$tool: protected.csv: cannot be written: Permission denied"
            [ "$(<protected.csv)" = before ]
            [ "$(ls -A | grep -c '^protected')" -eq 1 ]
        done
    done
}

@test "a signal leaves nothing beside the file that was wanted" {
    for tool in $(tools); do
        for signal in HUP INT TERM; do
            rm -rf folder
            mkdir folder
            mkfifo folder/pipe
            echo before >folder/out.csv
            # In the background of a script an interrupt is ignored; env puts that right.
            case $tool in
            oflog-aggregate) set -- --to=successor ;;
            oflog-ingest) set -- --recipe=tidy ;;
            oflog-learn) set -- --peers="$BATS_FILE_TMPDIR/peers.csv" ;;
            oflog-peers) set -- --period=2001/02 ;;
            oflog-publish) set -- --area=E06000001 ;;
            oflog-why) set -- --receipt="$BATS_FILE_TMPDIR/receipts" waste.recycling-rate Darlington 2001/02 ;;
            *) set -- ;;
            esac
            env --default-signal "$tool" -q "$@" --output=folder/out.csv \
                --rejects=folder/rejects.csv folder/pipe 3>&- &
            pid=$!
            # For reading as well, so that a tool that never opens it is a failure and no wait.
            exec 4<>folder/pipe
            for _ in {1..200}; do
                [ "$(ls folder | wc -l)" -eq 4 ] && break
                sleep 0.02
            done
            [ "$(ls folder | wc -l)" -eq 4 ]
            kill -"$signal" "$pid"
            run wait "$pid"
            wait "$pid" && return 1
            exec 4>&-
            [ "$(ls folder | tr '\n' ' ')" = "out.csv pipe " ]
            [ "$(<folder/out.csv)" = before ]
        done
    done
}

@test "a run that is not done leaves the refused rows of the run before" {
    { cat "$table"; echo '"open'; } >broken.csv
    for tool in $(tools); do
        echo before >rejects.csv
        run --separate-stderr run_tool "$tool" -q --rejects=rejects.csv broken.csv
        ended 2 "$tool: broken.csv:2402:1: the quote that opens this cell is left open"
        [ "$(<rejects.csv)" = before ]
        run --separate-stderr run_tool "$tool" -q --rejects=rejects.csv missing.csv
        ended 2 "$tool: missing.csv: cannot be read: *"
        [ "$(<rejects.csv)" = before ]
    done
}

@test "a page or table too long for the disk ends with 2 and leaves the one of before" {
    for tool in $(tools); do
        echo before >out.csv
        # The limit stands for a full disk. It holds for standard error too.
        full() { trap '' XFSZ; ulimit -f 0; run_tool "$tool" -q --output=out.csv "$table"; }
        run --separate-stderr full
        ended 2 "*"
        [ "$(<out.csv)" = before ]
        [ "$(ls -A | grep -c '^out')" -eq 1 ]
    done
}

@test "refused rows that cannot be kept end with 2" {
    { head -2 "$table"; sed -n '3s/E06000002/nowhere/p' "$table"; } >refused.csv
    for tool in $(tools); do
        run --separate-stderr run_tool "$tool" -q refused.csv
        ended 1 "$tool: refused.csv:3:2: unknown council 'nowhere'"
        run --separate-stderr run_tool "$tool" -q --rejects=/dev/full refused.csv
        ended 2 "*"$'\n'"$tool: /dev/full: cannot be written: *"
    done
}

@test "refused rows are not written over a file that is read or replaced" {
    for tool in $(tools); do
        cp "$table" input.csv
        for arguments in input.csv "- <input.csv" "--output=input.csv $table"; do
            over() { eval "run_tool $tool --rejects=input.csv $arguments"; }
            run --separate-stderr over
            ended 2 "$tool: --rejects: 'input.csv' is a file that is read, *"
            cmp input.csv "$table"
        done
    done
}

@test "refused rows are not written over the table on standard output" {
    { head -2 "$table"; sed -n '3s/E06000002/nowhere/p' "$table"; } >refused.csv
    for tool in $(tools); do
        for file in same.csv /dev/stdout; do
            over() { run_tool "$tool" --rejects="$file" refused.csv >>same.csv; }
            echo before >same.csv
            run --separate-stderr over
            ended 2 "$tool: --rejects: '$file' is a file *or standard output"
            [ "$(<same.csv)" = before ]
        done
        over() {
            run_tool "$tool" -q --output=out.csv --rejects=/dev/stdout refused.csv >same.csv
        }
        run --separate-stderr over
        ended 1 "$tool: refused.csv:3:2: unknown council 'nowhere'"
        grep -q nowhere same.csv
        [ -s out.csv ]
    done
}

@test "--strict ends with 2 at the first refused row, with nothing on standard output" {
    { head -2 "$table"; sed -n '3,4s/E0600000/nowhere/p' "$table"; } >refused.csv
    for tool in $(tools); do
        run --separate-stderr run_tool "$tool" --strict refused.csv
        ended 2 "$tool: refused.csv:3:2: unknown council 'nowhere2'"
        [ "$output" = "" ]
    done
}

@test "control bytes of the input come out of messages as question marks" {
    { head -2 "$table"
      sed -n "3s/E06000002/a\x1b[31m\x07\x7f\xc2\x9bz/p" "$table"; } >$'red\e[31m.csv'
    for tool in $(tools); do
        run --separate-stderr run_tool "$tool" -q $'red\e[31m.csv'
        ended 1 "$tool: red?[31m.csv:3:2: unknown council 'a?[31m???z'"
        LC_ALL=C grep -q '[[:cntrl:]]' <<<"$stderr" && return 1
        run --separate-stderr "$tool" $'--\e[31m'
        ended 2 "$tool: unknown option '--?[31m'*"
    done
}

@test "language, time zone and terminal change no byte" {
    { cat "$table"; echo 'x,y'; } >table.csv
    for tool in $(tools); do
        for arguments in "-q table.csv" --help --version; do
            # shellcheck disable=SC2086
            plain() { run_tool "$tool" $arguments 2>&1 | sha256sum; }
            expected=$(LC_ALL=C TZ=UTC TERM=dumb plain)
            [ "$(LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 LC_NUMERIC=de_DE.UTF-8 LANGUAGE=de \
                TZ=Asia/Kathmandu TERM=xterm-256color COLUMNS=20 POSIXLY_CORRECT=1 \
                plain)" = "$expected" ] || { echo "$tool $arguments"; return 1; }
        done
    done
}

@test "standard input is read without an operand, or as -" {
    for tool in $(tools); do
        run_tool "$tool" -q "$table" >expected
        run_tool "$tool" -q <"$table" | diff -q expected -
        run_tool "$tool" -q - <"$table" | diff -q expected -
        run_tool "$tool" -q -- "$table" | diff -q expected -
        run_tool "$tool" -q <(cat "$table") | diff -q expected -
    done
}

@test "--quiet leaves the account out, and the account adds up" {
    for tool in $(tools); do
        run --separate-stderr run_tool "$tool" -q "$table"
        ended 0 ""
        run --separate-stderr run_tool "$tool" "$table"
        ended 0 "*$tool: 2400 rows* in = *"
        account=$(grep ' in = ' <<<"$stderr")
        sum=$(grep -oE '[0-9]+' <<<"${account#* in = }" | paste -sd+)
        [ "$((sum))" -eq 2400 ]
    done
}
