# shellcheck shell=bash

test_access() {
  local host=$1
  check 'openlibrary may sudo' on "openlibrary@$host" sudo -n true
  lab break "$host" no-sudo
  check 'no-sudo: it may not' not on "openlibrary@$host" sudo -n true
  lab mend "$host" no-sudo
  check '  mended' on "openlibrary@$host" sudo -n true
  lab break "$host" host-key
  check 'host-key: OpenSSH refuses the other key' within 10 refuses_key "$host"
  lab mend "$host" host-key
  check '  mended' within 5 answers "$host"
  lab break "$host" host-key-later
  check 'host-key-later: the key is the known one until sshd starts again' answers "$host"
  ask_reboot "$host"
  check '  and another one after a reboot' within 30 refuses_key "$host"
  lab mend "$host" host-key-later
  check '  mended' within 5 answers "$host"
}

refuses_key() { grep -qi 'host key verification failed' <<<"$(on "$1" true 2>&1)"; }
