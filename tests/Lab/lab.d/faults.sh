# shellcheck shell=bash
# What can go wrong with a host, by command; and how it is mended. The fault NAME is the function fault_NAME in faults/,
# its cure the function cure_NAME. Each gets the host and what was said behind the fault's name, or nothing.

for part in boot away access service disk work; do
  # shellcheck source=/dev/null
  . "$LAB_HERE/lab.d/faults/$part.sh"
done

break_host() { with_fault fault "$@"; }

mend_host() { with_fault cure "$@"; }

with_fault() {
  local act=$1 host fault=${3:-}
  host=$(known_host "${2:-}")
  declare -F "${act}_${fault//-/_}" >/dev/null || die "there is no $act \"$fault\"; known are: $(names_of "$act" | tr '\n' ' ')"
  "${act}_${fault//-/_}" "$host" "${@:4}"
}

names_of() { declare -F | sed -n "s/^declare -f $1_//p" | tr _ -; }

mode_of() { echo "$LAB_RUN/hosts/$1/mode"; }

# A script for the host's own shell: what stands behind it are its arguments.
script_in_host() {
  local host=$1 script=$2
  shift 2
  in_host "$host" sh -euc "$script" sh "$@" </dev/null
}
