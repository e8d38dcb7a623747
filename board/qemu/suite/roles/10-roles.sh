# The roles as processes on the board: what becomes of the loop when one is stopped, killed, or tries to take the board with it.

# loop_of: what it is in, what it allocated, and its process
loop_of() { v2g status --json | tr -d ' \n' | sed -n "s/.*\"state\":\"\([^\"]*\)\".*\"allocated_bytes\":\([0-9]*\).*/\1 \2 $(controller_pid)/p"; }

if start_v2g --cpu 1 --priority 80; then
  for role in vehicle-link grid-link recorder fan-controller; do
    wait_for 20 link_present $role
    verdict $? "$role" "is there: $(link_json $role)"
  done
  loop=$(controller_pid)

  # On the console itself, which is a terminal: scripts/board-test looks how wide it is and what it says.
  echo "status on the console:"
  v2g status
  echo "end of status"

  for role in vehicle-link grid-link; do
    before=$(link_pid $role)
    kill -KILL "$before"
    wait_for 20 sh -c ". /suite/functions.sh; [ \"\$(link_pid $role)\" != $before ] && link_present $role"
    verdict $? "$role killed" "started anew as $(link_pid $role)"
  done

  before=$(link_pid vehicle-link)
  kill -STOP "$before"
  wait_for 20 sh -c "v2g why | grep -q EV_STALE"
  verdict $? "vehicle-link stopped" "$(v2g why | grep EV_STALE)"
  kill -CONT "$before"
  wait_for 20 sh -c "! v2g why | grep -q EV_STALE"
  verdict $? "vehicle-link goes on" "limits as before"

  # In a control group of their own, as the units make it: what they do to each other is theirs.
  group=/sys/fs/cgroup/hog
  echo "+memory +pids" >/sys/fs/cgroup/cgroup.subtree_control
  mkdir -p $group
  echo 64M >$group/memory.max
  echo 64 >$group/pids.max
  (echo 0 >$group/cgroup.procs; exec dd if=/dev/zero of=/dev/null bs=256M count=1) >/dev/null 2>&1 &
  wait_for 60 sh -c "grep -Eq 'oom_kill [1-9]' $group/memory.events"
  verdict $? "a process that eats memory" "is killed in its own group: $(grep oom_kill $group/memory.events | head -1)"
  (echo 0 >$group/cgroup.procs; exec sh -c 'bomb() { bomb | bomb & }; bomb; sleep 3') >/dev/null 2>&1 &
  sleep 3
  check "a fork bomb" '^max [1-9]' cat $group/pids.events
  echo 1 >$group/cgroup.kill
  check "the loop lives through both, in the same process, and allocated nothing" "^inservice 0 $loop\$" loop_of

  kill -KILL "$loop"
  wait_for 20 sh -c "v2g status | grep -q 'ended unasked'"
  check "the controller killed: started anew, and says so" 'the controller before it ended unasked' v2g status
  check "fans went to full speed meanwhile" 'controller is silent: full speed' cat /tmp/v2g.log
  check "service.log has it" 'control loop armed' sh -c 'cat /dev/shm/v2g-*/log/service.log /run/v2g/log/service.log 2>/dev/null'
  stop_v2g
fi
