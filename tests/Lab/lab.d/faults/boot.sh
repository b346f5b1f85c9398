# shellcheck shell=bash
# Faults of a reboot: it is slow, never ends, does not start, or looks like something else.

fault_slow_boot() { echo "slow=${2:?how many seconds}" >"$(mode_of "$1")"; }

cure_slow_boot() { echo normal >"$(mode_of "$1")"; }

fault_no_boot() { echo off >"$(mode_of "$1")"; }

cure_no_boot() { echo normal >"$(mode_of "$1")"; }

fault_ignored_reboot() { script_in_host "$1" 'ln -sf /dev/null /etc/systemd/system/reboot.target; systemctl daemon-reload'; }

cure_ignored_reboot() { script_in_host "$1" 'rm -f /etc/systemd/system/reboot.target; systemctl daemon-reload'; }

# After its next boot the host reboots once more by itself.
fault_flap() { script_in_host "$1" 'echo "$1" >/etc/lab-flap' "${2:-2}"; }

cure_flap() { script_in_host "$1" 'rm -f /etc/lab-flap'; }

# From its next boot on, this text is read as the host's boot ID.
fault_boot_id() { script_in_host "$1" 'printf %s "$1" >/etc/lab-boot-id' "${2:?which text}"; }

cure_boot_id() {
  script_in_host "$1" 'rm -f /etc/lab-boot-id; if [ -e /run/lab-boot-id ]; then lab-boot-id /run/lab-boot-id; fi'
}

# From its next boot on, only root can log in for this long: systemd itself creates /run/nologin at boot.
fault_nologin_boot() {
  script_in_host "$1" 'at=/etc/systemd/system/systemd-user-sessions.service.d; mkdir -p "$at"
    printf "[Service]\nExecStartPre=/bin/sleep %s\n" "$1" >"$at/lab.conf"; systemctl daemon-reload' "${2:?how many seconds}"
}

cure_nologin_boot() {
  script_in_host "$1" 'rm -rf /etc/systemd/system/systemd-user-sessions.service.d /run/nologin; systemctl daemon-reload'
}
