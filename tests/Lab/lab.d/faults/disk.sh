# shellcheck shell=bash
# A full disk that fills neither the machine's disk nor its memory: each host has a small disk (supervisor.sh), to which
# the folder moves with everything in it. It stays there over reboots, as on any disk.

fault_full_disk() {
  local path
  path=$(small_folder "$@")
  script_in_host "$1" '
    path=$1 at=/srv/disk/$(echo "$1" | tr / _)
    mkdir -p "$path"
    if [ "$path" != / ] && ! grep -qxF "$path" /etc/lab-disks 2>/dev/null; then
      cp -a "$path" "$at" 2>/dev/null || {
        rm -rf "$at"
        echo "$path is too large for the small disk; see OLUPGRADE_LAB_DISK" >&2
        exit 1
      }
      mount --bind "$at" "$path"
      echo "$path" >>/etc/lab-disks
    fi
    dd if=/dev/zero of="${path%/}/lab-filler" bs=64k 2>/dev/null || true
    dd if=/dev/zero of="${path%/}/lab-filler" bs=512 oflag=append conv=notrunc 2>/dev/null || true' "$path"
}

cure_full_disk() {
  local path
  path=$(small_folder "$@")
  script_in_host "$1" 'rm -f "${1%/}/lab-filler"' "$path"
}

small_folder() {
  [ "${2:-}" != / ] || [ -n "$(cat "$LAB_RUN/disk")" ] || die 'only a lab with OLUPGRADE_LAB_DISK can fill the whole disk'
  echo "${2:-/var/lib/olupgrade}"
}
