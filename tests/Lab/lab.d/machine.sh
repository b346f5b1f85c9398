# shellcheck shell=bash
# What the machine must have. Everything else is created by the lab and removed again.

missing_here() {
  local bad=0
  lacks() { echo "$1"; bad=1; }
  [ "$(uname -s)" = Linux ] || { echo 'the Lab needs Linux (Debian)'; return 1; }
  [ -e /etc/debian_version ] || lacks 'the Lab needs Debian: its hosts are made with debootstrap'
  [ "$(id -u)" = 0 ] || lacks 'the Lab needs root: it makes network namespaces, mounts and containers'
  local tool
  for tool in debootstrap:debootstrap systemd-nspawn:systemd-container ip:iproute2 ssh:openssh-client \
    dpkg-deb:dpkg dpkg-scanpackages:dpkg-dev nsenter:util-linux git:git curl:curl python3:python3; do
    command -v "${tool%%:*}" >/dev/null || lacks "${tool%%:*} is missing: apt-get install ${tool##*:}"
  done
  grep -qw overlay /proc/filesystems || modprobe overlay 2>/dev/null || lacks 'the kernel knows no overlay file system'
  [ -d /sys/fs/cgroup ] || lacks 'no cgroups are mounted at /sys/fs/cgroup'
  return "$bad"
}

needs_machine() {
  local lines
  lines=$(missing_here) || die "it cannot run here:"$'\n'"$lines"
}

# Prints the host with this name; exits if there is none.
known_host() {
  local host
  for host in "${LAB_HOSTS[@]}"; do
    [ "$host" = "${1:-}" ] && { echo "$host"; return; }
  done
  die "there is no host \"${1:-}\"; use one of ${LAB_HOSTS[*]}"
}

address_of() {
  local index
  for index in "${!LAB_HOSTS[@]}"; do
    [ "${LAB_HOSTS[index]}" = "$1" ] && { echo "$LAB_SUBNET.$((11 + index))"; return; }
  done
  return 1
}

# Each host's systemd needs several of root's inotify instances, and Debian allows 128. The limit stays raised until the
# machine reboots.
raise_inotify() {
  local limit=/proc/sys/fs/inotify/max_user_instances
  [ "$(cat "$limit")" -ge 1024 ] || echo 1024 >"$limit" 2>/dev/null || say "few inotify instances are left: see $limit"
}
