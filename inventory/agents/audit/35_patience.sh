# A tool that hangs on a dying disk must not hang the audit, even one that no signal ends.

BLOCKS=8192
TOOL=''
TICKER=''
TICK=''
LATE=''

limited() { # limited SECONDS COMMAND...: 124 when it took longer; it writes no file longer than $BLOCKS
    left=$1 LATE=''
    shift
    [ -z "$AS" ] || set -- "$AS" -n "$@"
    (
        ulimit -f "$BLOCKS"
        exec "$@" 3>&-
    ) &
    TOOL=$!
    # Each second wakes `wait`. Nobody's child, so that no shell tells of its end.
    TICKER=$( (while sleep 1 && kill -USR1 $$; do :; done) </dev/null >/dev/null 2>&1 3>&- & echo $!)
    while :; do
        TICK=''
        wait "$TOOL" 2>/dev/null
        status=$?
        if [ -z "$TICK" ] || [ ! -d "/proc/$TOOL" ]; then break; fi
        left=$((left - 1))
        if [ "$left" -le 0 ]; then
            LATE=yes status=124
            break
        fi
    done
    stop_tool ''
    return "$status"
}

stop_tool() {
    {
        [ -z "$TICKER" ] || kill -9 "$TICKER"
        [ -z "$LATE$1" ] || { kill "$TOOL" && kill -9 "$TOOL"; }
    } 2>/dev/null
    TICKER='' TOOL=''
}
