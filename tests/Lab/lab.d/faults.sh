# shellcheck shell=bash
# Breaks a host on command, and mends it. The fault NAME is the function fault_NAME in faults/, its cure is cure_NAME.
# Both get the host and the arguments after the fault's name.

for part in boot away access service disk work; do
  # shellcheck source=/dev/null
  . "$LAB_HERE/lab.d/faults/$part.sh"
done

break_host() { with_fault fault "$@"; }

mend_host() { with_fault cure "$@"; }

with_fault() {
  local act=$1 host fault=${3:-}
  host=$(known_host "${2:-}")
  declare -F "${act}_${fault//-/_}" >/dev/null || die "there is no $act \"$fault\"; use one of: $(names_of "$act" | tr '\n' ' ')"
  "${act}_${fault//-/_}" "$host" "${@:4}"
}

names_of() { declare -F | sed -n "s/^declare -f $1_//p" | tr _ -; }

mode_of() { echo "$LAB_RUN/hosts/$1/mode"; }

# Runs a script in the host's own shell, with the arguments that follow it.
script_in_host() {
  local host=$1 script=$2
  shift 2
  in_host "$host" sh -euc "$script" sh "$@" </dev/null
}
