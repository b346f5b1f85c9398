# shellcheck shell=bash
# What can go wrong with a host, by command; and how it is mended.

LAB_FAULTS='slow-boot SECONDS | no-boot | power-cut | crash | network-cut | hang | ignored-reboot |
service UNIT | service-later UNIT | full-disk [PATH] | nologin-boot SECONDS | flap SECONDS | host-key |
boot-id TEXT (from the next boot on) | dpkg-lock SECONDS | container-loop NAME | container-gone NAME'

break_host() {
  local host fault=${2:-} what=${3:-}
  host=$(known_host "${1:-}")
  local folder=$LAB_RUN/hosts/$host
  case $fault in
    slow-boot) echo "slow=${what:?how many seconds}" >"$folder/mode" ;;
    no-boot) echo off >"$folder/mode" ;;
    power-cut) cut_power "$host" ;;
    crash)
      : >"$folder/crashed"
      cut_power "$host"
      ;;
    network-cut)
      : >"$folder/cut"
      net ip link set "vb-$host" down
      ;;
    hang) freeze "$host" ;;
    ignored-reboot) in_host "$host" sh -c 'ln -sf /dev/null /etc/systemd/system/reboot.target && systemctl daemon-reload' ;;
    service) break_service "$host" "${what:?which unit}" && in_host "$host" systemctl restart "$what" 2>/dev/null || true ;;
    service-later) break_service "$host" "${what:?which unit}" ;;
    full-disk) fill_disk "$host" "${what:-/var/lib/olupgrade}" ;;
    nologin-boot) slow_login "$host" "${what:?how many seconds}" ;;
    flap) in_host "$host" sh -c 'echo "$1" >/etc/lab-flap' sh "${what:-2}" ;;
    host-key) new_host_key "$host" ;;
    boot-id) in_host "$host" sh -c 'printf "%s" "$1" >/etc/lab-boot-id' sh "$what" ;;
    dpkg-lock) hold_dpkg "$host" "${what:?how many seconds}" ;;
    container-loop) loop_container "$host" "${what:?which container}" ;;
    container-gone) in_host "$host" docker rm --force "${what:?which container}" >/dev/null ;;
    *) die "there is no fault \"$fault\"; known are: $LAB_FAULTS" ;;
  esac
}

mend_host() {
  local host fault=${2:-} what=${3:-}
  host=$(known_host "${1:-}")
  local folder=$LAB_RUN/hosts/$host
  case $fault in
    slow-boot | no-boot) echo normal >"$folder/mode" ;;
    power-cut) start_host "$host" ;;
    network-cut)
      rm -f "$folder/cut"
      net ip link set "vb-$host" up
      ;;
    hang) thaw "$host" ;;
    ignored-reboot) in_host "$host" sh -c 'rm -f /etc/systemd/system/reboot.target && systemctl daemon-reload' ;;
    service | service-later) mend_service "$host" "${what:?which unit}" ;;
    full-disk) in_host "$host" rm -f "${what:-/var/lib/olupgrade}/lab-filler" ;;
    nologin-boot) in_host "$host" sh -c 'rm -rf /etc/systemd/system/systemd-user-sessions.service.d; rm -f /run/nologin; systemctl daemon-reload' ;;
    flap) in_host "$host" rm -f /etc/lab-flap ;;
    boot-id) in_host "$host" sh -c 'rm -f /etc/lab-boot-id; umount /proc/sys/kernel/random/boot_id' ;;
    *) die "nothing mends \"$fault\"" ;;
  esac
}

# First the link: the dying kernel's sockets would say a polite goodbye, which a power cut never does.
cut_power() {
  local leader
  leader=$(leader_of "$1") || die "$1 is off"
  net ip link set "vb-$1" down
  kill -9 "$leader"
}

start_host() {
  local tries
  for tries in $(seq 100); do
    [ -e "$LAB_RUN/hosts/$1/off" ] && break
    sleep 0.1
  done
  [ -e "$LAB_RUN/hosts/$1/off" ] || die "$1 is not off"
  : >"$LAB_RUN/hosts/$1/power"
}

break_service() {
  in_host "$1" sh -c 'mkdir -p "/etc/systemd/system/$1.service.d"
    printf "[Service]\nExecStartPre=/bin/false\n" >"/etc/systemd/system/$1.service.d/lab-broken.conf"
    systemctl daemon-reload' sh "$2"
}

mend_service() {
  in_host "$1" sh -c 'rm -f "/etc/systemd/system/$1.service.d/lab-broken.conf"
    systemctl daemon-reload; systemctl reset-failed "$1"; systemctl restart "$1"' sh "$2"
}

# A small file system of its own, filled to the last byte: a full disk for whoever writes there.
fill_disk() {
  in_host "$1" sh -c 'mkdir -p "$1"
    mountpoint -q "$1" || mount -t tmpfs -o size=2m,mode=700 lab "$1"
    dd if=/dev/zero of="$1/lab-filler" bs=4k 2>/dev/null; sync' sh "$2"
}

# The door stays shut to all but root until this unit has run: systemd itself makes /run/nologin at boot.
slow_login() {
  in_host "$1" sh -c 'mkdir -p /etc/systemd/system/systemd-user-sessions.service.d
    printf "[Service]\nExecStartPre=/bin/sleep %s\n" "$1" >/etc/systemd/system/systemd-user-sessions.service.d/lab.conf
    systemctl daemon-reload' sh "$2"
}

new_host_key() {
  in_host "$1" sh -c 'rm -f /etc/ssh/ssh_host_ed25519_key*
    ssh-keygen -q -t ed25519 -N "" -C other -f /etc/ssh/ssh_host_ed25519_key
    systemctl restart ssh
    pkill -f "^sshd: .*@" || true'
}

hold_dpkg() {
  in_host "$1" setsid -f python3 -c '
import fcntl, sys, time
lock = open("/var/lib/dpkg/lock-frontend", "w")
fcntl.lockf(lock, fcntl.LOCK_EX)
time.sleep(float(sys.argv[1]))' "$2" </dev/null >/dev/null 2>&1
}

loop_container() {
  in_host "$1" sh -c 'docker rm --force "$1"; docker run --detach --name "$1" --restart=unless-stopped \
    openlibrary/olbase:latest sh -c "sleep 0.5; exit 1"' sh "$2" </dev/null >/dev/null
}
