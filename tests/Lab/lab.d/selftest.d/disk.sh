# shellcheck shell=bash

test_disk() {
  local host=$1
  check 'infobase answers' on "$host" \
    'curl -sf http://localhost:7000/ && curl -sf http://localhost:7000/openlibrary.org | grep -q openlibrary.org'
  inside "$host" 'mkdir -m 700 /var/lib/olupgrade; echo kept >/var/lib/olupgrade/entry'
  lab break "$host" full-disk
  check 'full-disk: the ledger keeps what it has' inside "$host" \
    'grep -qx kept /var/lib/olupgrade/entry; [ "$(stat -c %a /var/lib/olupgrade)" = 700 ]'
  check '  and accepts nothing more' refuses_more "$host"
  reboots "$host"
  check '  both last over a reboot' inside "$host" \
    'grep -qx kept /var/lib/olupgrade/entry; [ -e /var/lib/olupgrade/lab-filler ]'
  check '  still not a byte more' refuses_more "$host"
  lab mend "$host" full-disk
  check '  mended' inside "$host" 'echo more >/var/lib/olupgrade/other; grep -qx kept /var/lib/olupgrade/entry'
  check '  the rest of the host has room the whole time' inside "$host" 'head -c 1000000 /dev/zero >/var/tmp/room'
  test_full_for_dpkg "$host"
}

test_full_for_dpkg() {
  local host=$1
  lab publish lab-disk 1.0
  on "$host" apt-get update >/dev/null 2>&1
  lab break "$host" full-disk /usr/share/lab-disk
  check 'full-disk: dpkg finds no space to unpack' says_no_space "$host" 'apt-get -y install lab-disk'
  lab mend "$host" full-disk /usr/share/lab-disk
  check '  mended' on "$host" apt-get -y install lab-disk
}

refuses_more() { inside "$1" 'if echo more >/var/lib/olupgrade/more; then exit 1; fi'; }

says_no_space() {
  local said
  ! said=$(on "$1" "$2" 2>&1) && grep -q 'No space left on device' <<<"$said"
}
