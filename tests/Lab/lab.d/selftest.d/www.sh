# shellcheck shell=bash

test_www() {
  check 'the balancer sees both web hosts' within 10 balancer_says UP UP
  check '  gives the status page, with the deployed revision' shows_revision
  check '  and answers TLS as openlibrary.org for more than 80 days' has_certificate
  lab break ol-web1 service nginx
  check '  it sees that one is down' within 10 balancer_says DOWN UP
  lab mend ol-web1 service nginx
  check '  and that it is back' within 10 balancer_says UP UP
  check 'inventory: all eight hosts' [ "$(lab inventory | grep -c ansible_host)" = 8 ]
  check 'status: all eight hosts are on' [ "$(lab status | grep -c ' on ')" = 8 ]
  check 'an unknown fault is refused' not lab break ol-dev rain
  check 'so is an unknown host' not lab exec ol-none true
  check 'and a second lab of this name' not lab up
}

balancer_says() {
  [ "$(on ol-www0 'curl -s "http://localhost:7072/;csv"' | awk -F, '$1 == "web" && $2 ~ /^ol-web/ {print $18}' | tr '\n' ' ')" = "$1 $2 " ]
}

shows_revision() {
  local revision
  revision=$(inside ol-web1 'git -c safe.directory=/opt/openlibrary -C /opt/openlibrary rev-parse --short HEAD')
  on ol-www0 'curl -s http://localhost/status' | grep 'Software version' | grep -q ">$revision<"
}

has_certificate() {
  inside ol-www0 'openssl s_client -connect localhost:443 -servername openlibrary.org </dev/null 2>/dev/null >/tmp/shown
    openssl x509 -in /tmp/shown -noout -checkend $((80 * 86400))
    openssl x509 -in /tmp/shown -noout -checkhost openlibrary.org | grep "does match"'
}
