# Runs the topics of suite/systemd under systemd and switches the board off; started by board-suite.service.
export PATH=/usr/bin:/usr/sbin HOME=/root TERM=dumb SYSTEMD_PAGER='' SYSTEMD_COLORS=0 NO_COLOR=1
cd /
. /suite/functions.sh
usleep() { sleep 0.1; }

controller=v2g-controller.service
links='vehicle-link grid-link recorder fan-controller'
# unit_of LINK
unit_of() { case $1 in fan-controller) echo $1.service ;; *) echo v2g-$1.service ;; esac; }
user_of() { case $1 in fan-controller) echo v2g-fan ;; *) echo v2g-${1%-link} ;; esac; }
property() { systemctl show --value -p "$2" "$1"; }
pid_of() { property "$1" MainPID; }
cgroup_of() { echo "/sys/fs/cgroup$(property "$1" ControlGroup)"; }
# as USER GROUPS COMMAND …: GROUPS are numbers or names with commas between, or none
as() {
  user=$1 groups=$2
  shift 2
  case $groups in none) groups=--clear-groups ;; *) groups=--groups=$groups ;; esac
  setpriv --reuid "$user" --regid "$(id -g "$user")" "$groups" -- "$@"
}
# expect NAME EXIT-CODES PATTERN COMMAND …: the code is one of several, what the command says matches
expect() {
  name=$1 codes=$2 pattern=$3
  shift 3
  said=$("$@" 2>&1 </dev/null)
  code=$?
  case " $codes " in
    *" $code "*) if printf '%s\n' "$said" | grep -Eq -- "$pattern"; then ok "$name: exit $code"; return; fi ;;
  esac
  failed "$name: exit $code (allowed: $codes, /$pattern/), said: $(printf '%s\n' "$said" | head -3 | tr '\n' '|')"
}
# of_controller NAME: a figure of its status
of_controller() {
  v2g status --json >/run/status.json
  figure "$1" /run/status.json
}
# another_pid UNIT PID: it runs, and is not that process
another_pid() { [ "$(property "$1" ActiveState)" = active ] && [ "$(pid_of "$1")" != "$2" ]; }
# tell_of UNIT: what the journal has of it, below a failure; judge is a verdict that does so
tell_of() { journalctl -b -o cat -u "$1" | tail -8 | sed 's/^/          /'; }
judge() {
  verdict "$1" "$3" "$4"
  [ "$1" -eq 0 ] || tell_of "$2"
}

# After the reset there are messages of before: then only what that start is to show.
if [ -e /sys/fs/pstore/pmsg-ramoops-0 ]; then topics=/suite/systemd/*-after-reset.sh; else topics=$(ls /suite/systemd/*.sh | grep -v after-reset); fi
for topic in $topics; do
  rm -f /run/suite-finished
  (. "$topic"; : >/run/suite-finished)
  [ -e /run/suite-finished ] || failed "$topic broke off"
done
echo "suite systemd: finished after $(cut -d' ' -f1 /proc/uptime) s"
systemctl poweroff --force
