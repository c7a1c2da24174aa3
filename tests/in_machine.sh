#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# Runs a shell command as root in a virtual machine whose control groups are of the version that is asked for: what is said of them is
# tried, whatever the developer's own machine has. The command finds the programs that are named, with their libraries, in PATH.
#
#   tests/in_machine.sh --kernel DIRECTORY [--cgroups v2|v1|hybrid] [--with PROGRAM]... COMMAND
#
# DIRECTORY is an unpacked Debian package of a kernel for virtual machines:
#   apt-get download linux-image-6.1.0-56-cloud-amd64 && dpkg-deb -x linux-image-*.deb DIRECTORY
# Needs qemu-system-x86_64, mke2fs, cpio and busybox-static. Without a processor's help it starts in ten seconds, and everything takes
# several times as long; IN_MACHINE_ACCELERATOR=kvm is for machines that have /dev/kvm. A program that busybox has, too, is named with its
# path in the command (/bin/NAME). Ends as the command does; with 124 when that takes more than $IN_MACHINE_SECONDS (600).
set -eu

usage() { sed -n 's/^#   //p' "$0" | head -1 >&2; exit 2; }
kernel='' cgroups=v2 programs=''
while [ $# -gt 0 ]; do
    case $1 in
        --kernel) kernel=$2; shift 2 ;;
        --cgroups) cgroups=$2; shift 2 ;;
        --with) programs="$programs $2"; shift 2 ;;
        --*) usage ;;
        *) break ;;
    esac
done
[ $# = 1 ] && [ -n "$kernel" ] || usage
modules=$(echo "$kernel"/lib/modules/*)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The disk: busybox, the programs, and the libraries that the linker would load.
root=$work/root
mkdir -p "$root/bin" "$root/usr/bin" "$root/usr/sbin" "$root/sbin" "$root/proc" "$root/sys" "$root/dev" "$root/etc" "$root/root" "$root/run" "$root/tmp" "$root/var/tmp"
chmod 1777 "$root/tmp" "$root/var/tmp"
cp "$(command -v busybox)" "$root/usr/bin/busybox"
for applet in $(busybox --list); do ln -s /usr/bin/busybox "$root/bin/$applet"; done
echo 'root:x:0:0:root:/root:/bin/sh
user:x:1000:1000:user:/tmp:/bin/sh' > "$root/etc/passwd"
echo 'root:x:0:
user:x:1000:' > "$root/etc/group"
echo '127.0.0.1 localhost' > "$root/etc/hosts"
for program in $programs; do
    rm -f "$root/bin/$(basename "$program")"
    cp "$program" "$root/bin/"
    for library in $(ldd "$program" 2> /dev/null | grep -o '/[^ ]*'); do
        mkdir -p "$root$(dirname "$library")"
        cp -L "$library" "$root$library"
    done
done
printf '%s\n' "$1" > "$root/command"
cat > "$root/begin" << 'END'
#!/bin/sh
export PATH=/bin:/usr/bin HOME=/root
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs shm /dev/shm
ln -s /proc/self/fd /dev/fd
hostname machine
ip link set lo up
case $(cat /cgroups) in
    v2) mount -t cgroup2 cgroup2 /sys/fs/cgroup ;;
    *)
        mount -t tmpfs cgroup /sys/fs/cgroup
        for controller in cpu cpuacct cpuset memory devices freezer blkio pids; do
            mkdir /sys/fs/cgroup/$controller
            mount -t cgroup -o $controller cgroup /sys/fs/cgroup/$controller
        done
        if [ "$(cat /cgroups)" = hybrid ]; then
            mkdir /sys/fs/cgroup/unified
            mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified
        fi ;;
esac
cd /root
sh /command < /dev/null
echo "in_machine: the command ended with $?"
sync
poweroff -f
END
chmod +x "$root/begin"
echo "$cgroups" > "$root/cgroups"
truncate -s 4G "$work/disk"
mke2fs -q -t ext4 -d "$root" "$work/disk"

# What finds the disk.
first=$work/first
mkdir -p "$first/modules" "$first/dev" "$first/disk"
cp "$(command -v busybox)" "$first/busybox"
busybox depmod -b "$kernel" -n "$(basename "$modules")" > "$work/modules.dep"
needed() { # NAME: the files of a module and of those that it needs, these first
    sed -n "s|^\(kernel/.*/$1\.ko[^:]*\): *\(.*\)|\2 \1|p" "$work/modules.dep" | tr ' ' '\n' | grep . |
        awk '{a[NR] = $0} END {for (i = NR - 1; i > 0; --i) print a[i]; if (NR) print a[NR]}'
}
for module in virtio_pci virtio_blk overlay veth bridge nf_tables nft_masq nft_nat nft_ct nft_chain_nat nft_compat; do
    needed "$module"
done | awk '!seen[$0]++' > "$work/modules"
while read -r module; do
    case $module in # a kernel may have them packed
        *.xz) xz -dc "$modules/$module" > "$first/modules/$(basename "$module" .xz)" ;;
        *.zst) zstd -qdc "$modules/$module" > "$first/modules/$(basename "$module" .zst)" ;;
        *) cp "$modules/$module" "$first/modules/" ;;
    esac
done < "$work/modules"
{
    echo '#!/busybox sh'
    echo '/busybox mount -t devtmpfs dev /dev'
    sed 's|.*/||; s|\.[xz]z*s*t*$||; s|^|/busybox insmod /modules/|' "$work/modules"
    echo 'while [ ! -b /dev/vda ]; do /busybox usleep 10000; done'
    echo '/busybox mount -t ext4 /dev/vda /disk'
    echo '/busybox umount /dev'
    echo 'exec /busybox switch_root /disk /begin'
} > "$first/init"
chmod +x "$first/init"
(cd "$first" && find . | cpio --quiet -o -H newc) > "$work/initrd"

timeout "${IN_MACHINE_SECONDS:-600}" qemu-system-x86_64 -machine accel="${IN_MACHINE_ACCELERATOR:-tcg}" -cpu "${IN_MACHINE_CPU:-max}" -smp 2 -m 3G -nographic -no-reboot \
    -kernel "$kernel"/boot/vmlinuz-* -initrd "$work/initrd" -drive "file=$work/disk,format=raw,if=virtio,cache=unsafe" -nic none \
    -append 'console=ttyS0 TERM=dumb quiet panic=-1 loglevel=3 cgroup_no_v1='"$([ "$cgroups" = v2 ] && echo all || echo named)" < /dev/null | sed -u 's|\r||g' | tee "$work/output"
exit "$(sed -n 's/^in_machine: the command ended with //p' "$work/output" | tail -1 | grep . || echo 124)"
