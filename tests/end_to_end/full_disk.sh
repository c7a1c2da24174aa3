# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# A disk that is full, and a container that wants all processes there are: what cannot be done says so and leaves nothing half done, and
# what gives room back works.
. "$(dirname "$0")/world.sh"

[ "$(id -u)" = 0 ] || { echo "skipped: a disk of its own needs root" >&2; exit 0; }
disk=$scratch/disk
slip() { "$examples/slipway" --root "$disk/root" "$@"; }
registry=
leave() {
    code=$?
    rm -f "$disk/filler"
    for id in $(slip ps -aq 2>/dev/null); do slip rm -f "$id" >/dev/null || code=1; done
    if [ -n "$registry" ]; then kill -TERM "$registry" && wait "$registry" || code=1; fi
    (eventually no_shims) || { echo "shims are left" >&2; code=1; }  # they end a little after their containers
    umount "$disk" || code=1
    [ "$code" = 0 ] || cat "$scratch"/*.log >&2 || true
    rm -rf "$scratch"
    exit "$code"
}
mkdir "$disk"
mount -t tmpfs -o size=16m tmpfs "$disk"
trap leave EXIT
fill() { dd if=/dev/zero of="$disk/filler" bs=4k >/dev/null 2>&1 || true; }
refuses() { # text, command...
    text=$1
    shift
    ! "$@" >"$scratch/said" 2>&1 || fail "nothing is refused: $*"
    grep -qF -e "$text" "$scratch/said" || { cat "$scratch/said" >&2; fail "'$text' is not printed by: $*"; }
}
files() { find "$disk/root" -type f ! -name .reserve ! -name '*lock*' ! -path '*/locks/*' ! -path '*/changes/*' ! -path '*/network/*' | sort; }

mkdir -p "$scratch/app/bin"
cp "$(command -v busybox)" "$scratch/app/bin/busybox"
for name in sh dd echo sleep; do ln -s busybox "$scratch/app/bin/$name"; done
head -c 4000000 /dev/urandom >"$scratch/app/large"
printf 'FROM scratch\nCOPY bin /bin\nENV PATH=/bin\nCMD ["sh"]\n' >"$scratch/app/Dockerfile"
printf 'FROM base\nCOPY large /large\n' >"$scratch/app/more"
slip build -q -t base "$scratch/app" >/dev/null 2>&1

# A container that finds no room is told so, and so is who asks for more.
says "No space left on device" slip run --rm base sh -c 'dd if=/dev/zero of=/x bs=64k 2>&1; echo ended'
slip run -d --name writes base sh -c 'while :; do echo 0123456789012345678901234567890123456789; done' >/dev/null
fill
refuses "No space left on device" slip build -t more -f "$scratch/app/more" "$scratch/app"
refuses "No space left on device" slip run -d --name late base sleep 1000
refuses "no container or image late" slip inspect late
! slip images | grep -q more || fail "there is a part of an image"

# What runs goes on, is talked to and ends, as if nothing were.
says "here" timeout 10 "$examples/slipway" --root "$disk/root" exec writes echo here
says "writes" timeout 10 "$examples/slipway" --root "$disk/root" stop -t 0 writes
says "writes" slip rm writes

# What gives room back needs none.
fill
says "Deleted" slip rmi base
rm "$disk/filler"
slip image prune -a -f >/dev/null
slip build -q --no-cache -t base "$scratch/app" >/dev/null 2>&1
files >"$scratch/before"

# A registry on a full disk refuses what it cannot keep, and keeps no part of it.
"$examples/slipway" --root "$disk/root" registry serve --port 0 --directory "$disk/shelf" >"$scratch/registry.url" 2>"$scratch/registry.log" &
registry=$!
eventually grep -q http "$scratch/registry.url"
host=$(sed 's,http://,,' "$scratch/registry.url")
slip tag base "$host/base"
fill
refuses "$host" slip push "$host/base"
[ -z "$(find "$disk/shelf" -type f -size +64k)" ] || fail "a part of a blob is left: $(find "$disk/shelf" -type f -size +64k)"
rm "$disk/filler"
says "Pushed" slip push "$host/base"
slip rmi "$host/base" >/dev/null
files >"$scratch/after"
cmp "$scratch/before" "$scratch/after" || fail "files are left: $(diff "$scratch/before" "$scratch/after")"

# A container that makes processes without end has as many as it may, others have theirs, and its end is the end of all of them.
slip run -d --name bomb --pids-limit 40 base sh -c 'f() { f | f & }; f; sleep 1000' >/dev/null
says "Hello world" slip run --rm base echo Hello world
says "bomb" timeout 20 "$examples/slipway" --root "$disk/root" rm -f bomb
