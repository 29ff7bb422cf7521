# Where one may write.

filesystem_of() { # the type of what is mounted at the longest path above $1
    awk -v path="$1" '
        { at = $2; gsub(/\\040/, " ", at)
          below = (at == "/") ? 1 : (path == at || index(path "/", at "/") == 1)
          if (below && length(at) >= best) { best = length(at); type = $3 } }
        END { print type }' "$ROOT/proc/mounts"
}

has_room() { # has_room FOLDER: 24 MB, or a df that does not say
    free=$(df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print $4 }')
    [ "${free:-24576}" -ge 24576 ]
}

memory_folder() { # a folder that lies in memory, with room
    for folder in /dev/shm /run /tmp /var/tmp; do
        case "$(filesystem_of "$folder")" in
        tmpfs | ramfs | rootfs)
            if [ -d "$ROOT$folder" ] && [ -w "$ROOT$folder" ] && has_room "$ROOT$folder"; then
                printf '%s' "$ROOT$folder"
                return 0
            fi
            ;;
        esac
    done
    return 1
}

is_removable() { # /dev/sdb1: a USB key or a card. A SATA bay that says "removable" holds a disk
    name=${1#/dev/}
    for block in "$ROOT"/sys/class/block/"$name" "$ROOT"/sys/block/"$name"; do
        [ -e "$block" ] || continue
        real=$(readlink -f "$block") || continue
        case "$real" in
        */usb[0-9]*) return 0 ;;
        */mmc[0-9]*)
            for type in "$real/device/type" "$real/../device/type"; do
                [ "$(cat "$type" 2>/dev/null)" = SD ] && return 0
            done
            ;;
        esac
    done
    return 1
}

removable_media() { # removable_media rw|ro: one mount point a line
    while read -r device at type options _; do
        case "$device" in /dev/*) ;; *) continue ;; esac
        case "$type" in squashfs | iso9660 | udf | overlay) continue ;; esac
        case ",$options," in *,"$1",*) ;; *) continue ;; esac
        at=$(printf '%b' "$(printf '%s' "$at" | sed 's/\\040/ /g')")
        if is_removable "$device" && [ -d "$ROOT$at" ]; then printf '%s\n' "$ROOT$at"; fi
    done <"$ROOT/proc/mounts"
}

writable_media() {
    removable_media rw | while read -r at; do [ -w "$at" ] && printf '%s\n' "$at"; done
    [ -z "$MOUNTED" ] || printf '%s\n' "$MOUNTED"
}

loose_parts() { # PART NAME OF THE KEY, SIZE of each part of a key that nothing has mounted
    for block in "$ROOT"/sys/class/block/sd*; do
        part=${block##*/}
        is_removable "$part" || continue
        real=$(readlink -f "$block")
        set -- "$real/$part"*[0-9]
        [ ! -e "$1" ] || continue # a disk that has parts is not one itself
        grep -q "^/dev/$part " "$ROOT/proc/mounts" && continue
        size=$(cat "$block/size")
        [ "${size:-0}" -gt 65536 ] || continue
        model=$(cat "$real/../device/model" "$real/device/model" | head -n 1 | tr -s ' ')
        printf '%s %s, %s Go\n' "$part" "${model:-USB}" $(((size + 1953124) / 1953125))
    done 2>/dev/null
}

offer_mount() { # a system that mounts nothing by itself: the key that one says yes to
    if [ "$(id -u)" != 0 ] || [ -n "$MOUNTED" ] || ! have mount; then return 1; fi
    loose_parts >"$WORK/loose"
    parts=$(cut -d ' ' -f 1 "$WORK/loose")
    for part in $parts; do
        name=$(sed -n "s/^$part //p" "$WORK/loose")
        ask_yes "Clé $part ($name) : l'ouvrir pour y lire le jeton et y écrire le relevé ?" || continue
        mkdir -p "$MEMORY/filiere-cle"
        if limited 30 mount "/dev/$part" "$MEMORY/filiere-cle"; then
            MOUNTED="$MEMORY/filiere-cle"
            return 0
        fi
        rmdir "$MEMORY/filiere-cle"
        say "  $part ne s'ouvre pas : sans doute une autre partie de la clé."
    done
    return 1
}

let_go() { # never a recursive removal: a key may hang below
    [ -z "$MOUNTED" ] || { umount "$MOUNTED" && rmdir "$MOUNTED" && MOUNTED=''; }
    [ -z "$WORK" ] || { rm -f "$WORK"/* "$WORK"/.[!.]* && rmdir "$WORK"; }
} 2>/dev/null
