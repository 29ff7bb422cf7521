# The code of the label.

check_code() { # Crockford base32, Luhn mod 32: sets CODE, or says why not
    typed=$(printf '%s' "$1" | tr 'abcdefghijklmnopqrstuvwxyz' 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    case "$typed" in */D/*) typed=${typed##*/D/} ;; esac
    typed=$(printf '%s' "$typed" | tr -d ' \t\r./-' | tr 'OIL' '011')
    if [ "${#typed}" -ne 9 ]; then
        say "  Un code compte 9 caractères : celui-ci en a ${#typed}."
        return 1
    fi
    case "$typed" in
    *[!0-9ABCDEFGHJKMNPQRSTVWXYZ]*)
        say "  Ce code contient un signe qui ne sert dans aucun code. Relisez l'étiquette."
        return 1
        ;;
    esac
    good=$(awk -v code="$typed" 'BEGIN {
        alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        for (i = 8; i >= 1; i--) {
            value = index(alphabet, substr(code, i, 1)) - 1
            if ((8 - i) % 2 == 0) { value *= 2; if (value > 31) value -= 31 }
            total += value }
        rest = (32 - total % 32) % 32
        print substr(alphabet, rest + 1, 1) == substr(code, 9, 1) ? "yes" : "no" }')
    if [ "$good" != yes ]; then
        say "  Ce code n'existe pas : un caractère est faux. Relisez l'étiquette."
        return 1
    fi
    CODE=$typed
}

shown_code() { printf '%s' "$CODE" | sed 's/^\(...\)\(...\)/\1-\2-/'; }

ask_code() {
    until [ -n "$CODE" ]; do
        ask "Code de l'étiquette (tapez-le ou scannez-le) :" || return 1
        [ -z "$ANSWER" ] || check_code "$ANSWER"
    done
    say "  Appareil $(shown_code)."
}
