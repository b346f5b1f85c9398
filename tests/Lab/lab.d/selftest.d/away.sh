# shellcheck shell=bash

test_away() {
  local host=$1 before
  lab break "$host" power-cut
  check 'power-cut: silence, and it stays off' silent "$host"
  check '  status says so' within 5 is_off "$host"
  lab mend "$host" power-cut
  check '  mended, it comes up' within 30 answers "$host"
  before=$(boot_id "$host")
  lab break "$host" crash
  check 'crash: it comes up again by itself, with a new boot ID' within 30 has_new_boot "$host" "$before"
  test_cut "$host"
  lab break "$host" hang
  check 'hang: connections are made' lab run timeout 2 bash -c "exec 3<>/dev/tcp/10.77.0.13/22"
  check '  but nothing answers' silent "$host"
  lab mend "$host" hang
  check '  mended' within 10 answers "$host"
}

test_cut() {
  local host=$1
  lab break "$host" network-cut
  check 'network-cut: silence' silent "$host"
  check '  though it runs' lab exec "$host" true
  lab exec "$host" systemctl reboot
  check '  it reboots' within 30 rebooted_unseen "$host"
  check '  and is still cut off' silent "$host"
  lab mend "$host" network-cut
  check '  mended' within 30 answers "$host"
}

rebooted_unseen() { [ "$(lab events "$1" | tail -n 2 | cut -d' ' -f2 | tr '\n' ' ')" = 'end start ' ] && lab exec "$1" true; }
