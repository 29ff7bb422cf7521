# Where one may write.

filesystem_of() { # the type of what is mounted at the longest path above $1
    awk -v path="$1" '
        { at = $2; gsub(/\\040/, " ", at)
          below = (at == "/") ? 1 : (path == at || index(path "/", at "/") == 1)
          if (below && length(at) >= best) { best = length(at); type = $3 } }
        END { print type }' "$ROOT/proc/mounts"
}

memory_folder() { # a folder that lies in memory
    for folder in /dev/shm /run /tmp /var/tmp; do
        case "$(filesystem_of "$folder")" in
        tmpfs | ramfs | rootfs)
            if [ -d "$ROOT$folder" ] && [ -w "$ROOT$folder" ]; then
                printf '%s' "$ROOT$folder"
                return 0
            fi
            ;;
        esac
    done
    return 1
}

is_removable() { # /dev/sdb1: a USB key or a card, not a disk of the machine
    name=${1#/dev/}
    for block in "$ROOT"/sys/class/block/"$name" "$ROOT"/sys/block/"$name"; do
        [ -e "$block" ] || continue
        real=$(readlink -f "$block") || continue
        case "$real" in */usb[0-9]*) return 0 ;; esac
        for flag in "$real/removable" "$real/../removable"; do
            [ "$(cat "$flag" 2>/dev/null)" = 1 ] && return 0
        done
    done
    return 1
}

writable_media() { # one mount point a line
    while read -r device at type options _; do
        case "$device" in /dev/*) ;; *) continue ;; esac
        case "$type" in squashfs | iso9660 | udf | overlay) continue ;; esac
        case ",$options," in *,rw,*) ;; *) continue ;; esac
        at=$(printf '%b' "$(printf '%s' "$at" | sed 's/\\040/ /g')")
        if is_removable "$device" && [ -d "$ROOT$at" ] && [ -w "$ROOT$at" ]; then
            printf '%s\n' "$ROOT$at"
        fi
    done <"$ROOT/proc/mounts"
}
