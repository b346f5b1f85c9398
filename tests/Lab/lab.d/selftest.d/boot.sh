# shellcheck shell=bash

test_boot() {
  local host=$1 before
  check 'a reboot gives a new boot ID, and the containers come back' comes_back_whole "$host"
  check '  also while a command runs inside' reboots_under_a_command "$host"
  lab break "$host" slow-boot 3
  check 'slow-boot: the boot takes this long' takes_longer_than 3 "$host"
  lab mend "$host" slow-boot
  lab break "$host" no-boot
  ask_reboot "$host"
  check 'no-boot: the host stays off' within 15 is_off "$host"
  lab mend "$host" no-boot
  lab start "$host"
  check 'start: it comes up' within 30 answers "$host"
  lab break "$host" ignored-reboot
  check 'ignored-reboot: the boot ID stays' keeps_boot "$host"
  lab mend "$host" ignored-reboot
  check '  mended, it reboots' reboots "$host"
  # Only after this boot has ended, or this boot would flap.
  has_settled "$host"
  before=$(events_of "$host" start)
  lab break "$host" flap 1
  check 'flap: it reboots' reboots "$host"
  check '  and once more by itself' within 90 started_since "$host" $((before + 2))
  within 30 answers "$host"
  test_boot_lies "$host"
}

test_boot_lies() {
  local host=$1
  lab break "$host" boot-id 00000000-not-an-id
  check 'boot-id: it reboots' reboots "$host"
  check '  and its boot ID is that text' [ "$(boot_id "$host")" = 00000000-not-an-id ]
  check '  mended' mended_boot_id "$host"
  lab break "$host" nologin-boot 4
  check 'nologin-boot: root gets in after the boot' reboots "$host"
  check '  no other user does' not on "openlibrary@$host" true
  check '  until the time is over' within 15 on "openlibrary@$host" true
  check '  mended' lab mend "$host" nologin-boot
}

comes_back_whole() {
  reboots "$1" && within 30 on "$1" 'curl -sf http://localhost:8080/health' &&
    within 10 on "$1" 'curl -sf http://localhost:18080/search.json'
}

takes_longer_than() {
  local begun=$SECONDS
  reboots "$2" && [ $((SECONDS - begun)) -ge "$1" ]
}

keeps_boot() {
  local before
  before=$(boot_id "$1")
  ask_reboot "$1"
  sleep 2
  [ "$before" = "$(boot_id "$1")" ]
}

started_since() { [ "$(events_of "$1" start)" -ge "$2" ]; }

mended_boot_id() { lab mend "$1" boot-id && [ "$(boot_id "$1")" != 00000000-not-an-id ]; }

reboots_under_a_command() {
  local host=$1 command
  lab exec "$host" sleep 300 &
  command=$!
  reboots "$host" && within 10 not kill -0 "$command"
}
