# shellcheck shell=bash
# Faults of access: the host presents another key, or refuses sudo.

fault_host_key() {
  script_in_host "$1" 'rm -f /etc/ssh/ssh_host_ed25519_key*
    ssh-keygen -q -t ed25519 -N "" -C other -f /etc/ssh/ssh_host_ed25519_key
    systemctl restart ssh
    pkill -f "^sshd: .*@" || true'
}

cure_host_key() {
  in_host "$1" sh -c 'cat >/etc/ssh/ssh_host_ed25519_key' <"$LAB_RUN/host-keys/$1"
  in_host "$1" sh -c 'cat >/etc/ssh/ssh_host_ed25519_key.pub' <"$LAB_RUN/host-keys/$1.pub"
  script_in_host "$1" 'systemctl restart ssh'
}

# Takes effect at the next start of sshd, so that a reboot changes the key.
fault_host_key_later() {
  script_in_host "$1" 'at=/etc/systemd/system/ssh.service.d; mkdir -p "$at"
    printf "[Service]\nExecStartPre=-/bin/sh /etc/lab-host-key\n" >"$at/lab.conf"; systemctl daemon-reload
    printf "%s\n" "rm -f /etc/ssh/ssh_host_ed25519_key* /etc/lab-host-key" \
      "ssh-keygen -q -t ed25519 -N \"\" -C other -f /etc/ssh/ssh_host_ed25519_key" >/etc/lab-host-key'
}

cure_host_key_later() {
  script_in_host "$1" 'rm -f /etc/lab-host-key'
  cure_host_key "$1"
}

# sudo does not read a file with a dot in its name.
fault_no_sudo() { script_in_host "$1" 'mv /etc/sudoers.d/openlibrary /etc/sudoers.d/openlibrary.off'; }

cure_no_sudo() { script_in_host "$1" 'mv /etc/sudoers.d/openlibrary.off /etc/sudoers.d/openlibrary'; }
