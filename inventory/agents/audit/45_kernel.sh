# What the kernel says, when no tool is there.

read_kernel() {
    section kernel 1 kernel_says
    section power-supply 1 batteries_say
    for screen in "$ROOT"/sys/class/drm/*/edid; do
        [ -s "$screen" ] && section edid 1 od -An -v -tx1 "$screen"
    done
    return 0
}

kernel_says() { # the disks too, when no tool has listed them
    values "$ROOT"/sys/class/dmi/id/[bcps]*_*
    for block in "$ROOT"/sys/block/*; do
        [ -z "$LISTED" ] && [ -e "$block" ] || continue
        printf '%s/where:%s\n' "${block#"$ROOT"}" "$(readlink -f "$block")"
        values "$block/size" "$block/removable" "$block/queue/rotational" "$block"/device/[mstv]*
    done
    sed -n '/^MemTotal/s|^|/proc/meminfo:|p' "$ROOT/proc/meminfo" 2>/dev/null
    sed -n '/^model name/s|^|/proc/cpuinfo:|p' "$ROOT/proc/cpuinfo" 2>/dev/null | head -n 1
}

values() { # PATH:VALUE of each file, its first line
    for file in "$@"; do
        [ -f "$file" ] && [ -r "$file" ] || continue
        value=$(tr -d '\000' <"$file" 2>/dev/null | head -n 1)
        [ -z "$value" ] || printf '%s:%s\n' "${file#"$ROOT"}" "$value"
    done
}

batteries_say() { cat "$ROOT"/sys/class/power_supply/*/uevent 2>/dev/null; }
