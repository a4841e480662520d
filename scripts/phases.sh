# shellcheck shell=bash
# Sourced by scripts/check, scripts/test and .ci/run: runs one phase after another, says how long
# each took, and closes with a table. A phase that fails does not hide the ones after it.
#
#   phase NAME COMMAND…   runs COMMAND; its output also goes to target/logs/NAME.log
#   skip NAME WHY         says that a phase was not run; counts as a failure
#   closing TITLE         prints the table; returns 1 if any phase failed

phase_rows=()
phase_failed=0
phase_began=$SECONDS
phase_logs=${CARGO_TARGET_DIR:-target}/logs${PHASE_FOLDER:+/$PHASE_FOLDER}

phase() {
  local name=$1 began=$SECONDS status=0 log
  shift
  log=$phase_logs/$name.log
  mkdir -p "$phase_logs"
  printf '\n=== %s\n' "$name"
  "$@" 2>&1 | tee "$log" || status=$?
  phase_row "$name" "$status" "$((SECONDS - began))" "$(phase_last_words "$log")"
  return "$status"
}

skip() {
  phase_row "$1" 1 0 "$2"
}

closing() {
  local row
  printf '\n=== %s: %s\n' "$1" "$(phase_clock "$((SECONDS - phase_began))")"
  for row in "${phase_rows[@]}"; do printf '%s\n' "$row"; done
  if ((phase_failed > 0)); then
    printf '%d phase(s) failed; what they said is in %s\n' "$phase_failed" "$phase_logs"
    return 1
  fi
}

phase_row() {
  local mark=ok
  if (($2 != 0)); then
    mark=FAILED
    phase_failed=$((phase_failed + 1))
  fi
  phase_rows+=("$(printf '  %-6s %6s  %-12s %s' "$mark" "$(phase_clock "$3")" "$1" "$4")")
}

phase_clock() {
  printf '%d:%02d' "$(($1 / 60))" "$(($1 % 60))"
}

# What the test runner itself said it ran: the closing line of nextest, cargo test or node.
phase_last_words() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    /Summary \[/ { sub(/^.*\] */, ""); said = $0 }
    /^test result:/ { for (i = 1; i < NF; i++) if ($(i + 1) ~ /^passed/) doc += $i }
    /^(#|ℹ) (pass|fail) [0-9]+$/ { node = node $3 " " $2 "  " }
    END { print said != "" ? said : node != "" ? node : doc != "" ? doc " passed" : "" }'
}
