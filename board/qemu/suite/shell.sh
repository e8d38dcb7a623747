# The prompt of scripts/board-shell; sourced by /init.

stty -F /dev/console rows 24 cols 80 2>/dev/null
v2g run --simulate --plain --cpu 1 --priority 80 >/tmp/v2g.log 2>&1 &
cat <<'TEXT'

This is the emulated board: everything on it is SIMULATED. A controller runs.
  v2g status     v2g live     v2g why     v2g --help
Ctrl-A X leaves; so does `poweroff -f`.

TEXT
cd /root
PS1='board# ' setsid cttyhack sh
