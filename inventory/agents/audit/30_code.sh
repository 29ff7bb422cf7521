# The code of the label.

read_code() { # Crockford base32, Luhn mod 32: sets CODE, or WRONG to why not
    typed=$(printf '%s' "$1" | tr 'abcdefghijklmnopqrstuvwxyz' 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    case "$typed" in */D/*) typed=${typed##*/D/} ;; esac
    typed=$(printf '%s' "$typed" | tr -d ' \t\r./-' | tr 'OIL' '011')
    WRONG="Un code compte 9 caractères : celui-ci en a ${#typed}."
    [ "${#typed}" -eq 9 ] || return 1
    WRONG="Ce code contient un signe qui ne sert dans aucun code. Relisez l'étiquette."
    case "$typed" in *[!0-9ABCDEFGHJKMNPQRSTVWXYZ]*) return 1 ;; esac
    good=$(awk -v code="$typed" 'BEGIN {
        alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        for (i = 8; i >= 1; i--) {
            value = index(alphabet, substr(code, i, 1)) - 1
            if ((8 - i) % 2 == 0) { value *= 2; if (value > 31) value -= 31 }
            total += value }
        rest = (32 - total % 32) % 32
        print substr(alphabet, rest + 1, 1) == substr(code, 9, 1) ? "yes" : "no" }')
    WRONG="Ce code n'existe pas : un caractère est faux. Relisez l'étiquette."
    [ "$good" = yes ] && CODE=$typed
}

# shellcheck disable=SC2020 # letter by letter
other_keyboards() { # the same keys, had the keyboard been set to French, then to English
    printf '%s\n' "$1" | tr 'aqwzAQWZ;:!@#$%^&*()' 'qazwQAZWMM1234567890'
    printf '%s\n' "$1" | sed 's/é/2/g;s/è/7/g;s/ç/9/g;s/à/0/g;s/)//g' |
        tr 'aqwzAQWZ,?&"(_!:'"'"'-' 'qazwQAZWMM1358//46'
}

check_code() {
    read_code "$1" && return 0
    said=$WRONG
    other_keyboards "$1" >"$WORK/keyboards"
    for line in 1 2; do
        read_code "$(sed -n "${line}p" "$WORK/keyboards")" || continue
        ask_yes "  Le clavier est réglé autrement : vouliez-vous $(shown_code) ?" && return 0
        CODE=''
    done
    say "  $said"
    return 1
}

shown_code() { printf '%s' "$CODE" | sed 's/^\(...\)\(...\)/\1-\2-/'; }

ask_code() {
    until [ -n "$CODE" ]; do
        ask "Code de l'étiquette (tapez-le ou scannez-le) :" || return 1
        [ -z "$ANSWER" ] || check_code "$ANSWER"
    done
    say "  Appareil $(shown_code)."
}
