# shellcheck shell=bash
# Faults of the host's units and containers.

# The unit fails now and at every start.
fault_service() {
  fault_service_later "$@"
  script_in_host "$1" 'systemctl restart "$1" 2>/dev/null || true' "$2"
}

# The unit fails at its next start.
fault_service_later() {
  script_in_host "$1" 'at=/etc/systemd/system/$1.service.d; mkdir -p "$at"
    printf "[Service]\nExecStartPre=/bin/false\n" >"$at/lab-broken.conf"; systemctl daemon-reload' "${2:?which unit}"
}

cure_service() {
  script_in_host "$1" 'rm -f "/etc/systemd/system/$1.service.d/lab-broken.conf"
    systemctl daemon-reload; systemctl reset-failed "$1" || true; systemctl restart "$1"' "${2:?which unit}"
}

cure_service_later() { cure_service "$@"; }

# The unit is stopped and does not start at boot; a manual start works.
fault_unit_off() {
  script_in_host "$1" 'systemctl -q disable --now "$1" $(systemctl show --property TriggeredBy --value "$1")' "${2:?which unit}"
}

cure_unit_off() {
  script_in_host "$1" 'systemctl -q enable --now "$1" $(systemctl show --property TriggeredBy --value "$1")' "${2:?which unit}"
}

fault_container_loop() {
  script_in_host "$1" 'docker rm --force "$1"
    docker run --detach --name "$1" --restart=unless-stopped openlibrary/olbase:latest sh -c "sleep 0.5; exit 1"' \
    "${2:?which container}" >/dev/null
}

cure_container_loop() { cure_container_gone "$@"; }

fault_container_gone() { script_in_host "$1" 'docker rm --force "$1"' "${2:?which container}" >/dev/null; }

cure_container_gone() {
  script_in_host "$1" 'docker rm --force "$1"; lab-containers' "${2:?which container}" >/dev/null 2>&1
}
