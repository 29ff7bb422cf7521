# Sending.

ask_whose() { # the key that this system runs from is not the device's
    OURS=''
    for disk in $(disks); do
        is_removable "$disk" || continue
        if ask_yes 'Clés et cartes branchées : à vous ?'; then OURS='?removable=ours'; fi
        return 0
    done
}

find_token() { # from the environment, from a file on the key, or typed; never an argument
    TOKEN=${FILIERE_TOKEN:-}
    if [ -z "$TOKEN" ]; then
        writable_media >"$WORK/media"
        [ -s "$WORK/media" ] || { offer_mount && writable_media >"$WORK/media"; }
        while read -r folder; do
            [ -r "$folder/filiere-jeton.txt" ] && TOKEN=$(head -n 1 "$folder/filiere-jeton.txt")
        done <"$WORK/media"
    fi
    if [ -n "$TOKEN" ]; then clean_token; else type_token; fi
}

type_token() {
    TOKEN=''
    ask_hidden 'Jeton ou lien du point de scan (rien : écrire sur la clé) :' && TOKEN=$ANSWER
    clean_token
}

clean_token() {
    TOKEN=$(printf '%s' "${TOKEN##*#}" | tr -cd 'A-Za-z0-9_.~+/=-')
    [ -n "$TOKEN" ]
}

post() { # the token passes by a pipe or a file in memory: `ps` does not see it
    address="$SITE/api/devices/$CODE/snapshots$OURS"
    case "$SITE" in https://*) tls='proto = "=https"' ;; *) tls='' ;; esac
    STATUS='' GONE=0
    rm -f "$WORK/answer"
    if have curl; then
        # No curlrc: nobody's `insecure` is ours.
        STATUS=$(printf 'url = "%s"\nheader = "Authorization: Bearer %s"\nheader = "Idempotency-Key: %s"\n%s\n' \
            "$address" "$TOKEN" "$KEY" "$tls" |
            curl --disable --config - --silent --show-error --connect-timeout 20 --max-time 120 \
                --header 'Content-Type: application/octet-stream' --header 'Expect:' \
                --data-binary "@$REPORT" --output "$WORK/answer" --write-out '%{http_code}' 2>"$WORK/err") || GONE=$?
    elif verifying_wget; then
        printf 'header = Authorization: Bearer %s\nheader = Idempotency-Key: %s\n' "$TOKEN" "$KEY" >"$WORK/wgetrc"
        wget --config="$WORK/wgetrc" --quiet --timeout=120 --tries=1 --content-on-error --server-response \
            --check-certificate --max-redirect=0 --header='Content-Type: application/octet-stream' \
            --post-file="$REPORT" --output-document="$WORK/answer" "$address" 2>"$WORK/err" || GONE=w$?
        STATUS=$(sed -n 's/^ *HTTP\/[0-9.]* \([0-9]*\).*/\1/p' "$WORK/err" | tail -n 1)
        [ -z "$STATUS" ] || [ "$GONE" = w4 ] || GONE=0
    else
        GONE=none
    fi
    [ "$GONE" = 0 ] && [ -n "$STATUS" ] && [ "$STATUS" != 000 ]
}

verifying_wget() { have wget && wget --version 2>/dev/null | grep -q 'GNU Wget'; }

say_gone() { # why nothing answered, and what to do
    year=$(date +%Y 2>/dev/null)
    if [ "${year:-$WRITTEN}" -lt "$WRITTEN" ]; then
        say "L'horloge de cet appareil dit l'année $year : le site ne peut pas être vérifié."
        say "  Réglez-la dans un autre terminal : date -s 'AAAA-MM-JJ HH:MM'"
        return
    fi
    case "$GONE" in
    none) say "Ni curl, ni wget capable de vérifier le site : rien n'est envoyé." ;;
    5 | 6) say 'Pas de réseau : le nom du site est introuvable. Branchez le câble, ou le Wi-Fi.' ;;
    35 | 51 | 53 | 58 | 60 | 77 | 83 | 90 | 91 | w5)
        say 'Site non vérifié : son certificat ne convient pas. Rien ne lui est envoyé.'
        say "  Un portail Wi-Fi, ou l'horloge ($(date '+%d/%m/%Y %H:%M')) ? Prenez un câble, réglez-la."
        ;;
    18 | 28 | 52 | 55 | 56) say "Le réseau a coupé pendant l'envoi." ;;
    *) say 'Pas de réseau, ou le site ne répond pas.' ;;
    esac
}

told() { # the sentences of the answer, their escapes made letters again
    tr -d '\n' <"$WORK/answer" 2>/dev/null | sed 's/\\"/'"'"'/g; s/"detail": *"/\
&/g' | sed -n 's/^"detail": *"\([^"]*\)".*/  - \1/p' |
        sed 's/\\u00e0/à/g;s/\\u00e7/ç/g;s/\\u00e8/è/g;s/\\u00e9/é/g;s/\\u00ea/ê/g;s/\\u00ee/î/g
            s/\\u00f4/ô/g;s/\\u00f9/ù/g;s/\\u00fb/û/g;s/\\u00c9/É/g;s/\\u0153/œ/g;s/\\u00e2/â/g;s/\\u00ef/ï/g;s/\\u00eb/ë/g;s/\\u00ab/«/g;s/\\u00bb/»/g
            s/\\u00c0/À/g;s/\\u00c7/Ç/g;s/\\u00ca/Ê/g;s/\\u00b0/°/g;s/\\u2013/-/g;s/\\u2014/-/g
            s/\\u00a0/ /g;s/\\u202f/ /g;s/\\u2019/'"'"'/g;s/\\u2026/.../g' | sort -u
}

say_refused() { # the site's own sentences, or ours when something else answered
    say "Le site n'a pas pris ce relevé ($STATUS) :"
    told >"$WORK/told"
    if [ -s "$WORK/told" ]; then
        cat "$WORK/told" >&3
        return
    fi
    case "$STATUS" in
    401 | 403) say '  - Ce jeton est faux, ou son point de scan est fermé.' ;;
    404) say "  - Ce code n'est à aucun appareil de ce site." ;;
    413) say '  - Ce relevé est trop lourd.' ;;
    5*) say '  - Le site a un souci. Attendez une minute, puis réessayez.' ;;
    *) say "  - Ce n'est pas lui qui répond : un portail Wi-Fi ? Prenez un câble." ;;
    esac
}

send() { # 0 taken; 1 to be tried again; 2 the token is refused; 3 refused for good
    say "Envoi à $SITE..."
    if ! post; then
        say_gone
        [ "$GONE" != none ] || return 3
        return 1
    fi
    case "$STATUS" in
    200 | 201)
        if grep -q '"status": *"audited"' "$WORK/answer"; then
            say "Appareil $(shown_code) audité. La suite est sur sa page : $SITE/appareils/$CODE/"
            return 0
        elif grep -q '"status": *"kept"' "$WORK/answer"; then
            say "Relevé gardé avec l'appareil $(shown_code). Il reste à dire :"
            told >&3
            say "  Terminez sur sa page : $SITE/appareils/$CODE/"
            return 0
        fi
        STATUS='réponse inattendue'
        ;;
    esac
    say_refused
    case "$STATUS" in
    401 | 403) return 2 ;;
    400 | 404 | 409 | 413 | 415 | 422) return 3 ;;
    esac
    return 1
}

deliver() { # one key for every try: a report that came through twice counts once
    KEY=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || date +%s-$$)
    for _ in 1 2 3 4 5; do
        send && return 0
        case $? in
        1) ask_yes 'Réessayer l'"'"'envoi ?' || return 1 ;;
        2) type_token || return 1 ;;
        *) return 1 ;;
        esac
    done
    return 1
}
