# The kernel is a real-time one, and the control loop gets all it asks of it.

check "kernel" PREEMPT_RT uname -v
check "isolated processor" '^1' cat /sys/devices/system/cpu/isolated

if start_v2g --cpu 1 --priority 80; then
  sleep 5
  v2g status >/tmp/status 2>&1
  v2g status --json >/tmp/status.json 2>&1
  sed 's/^/        /' /tmp/status
  check "v2g sees the real-time kernel" 'rt=ok' cat /tmp/status
  check "v2g lacks nothing" 'all granted; CPU 1, FIFO 80, [0-9]+ MiB locked' cat /tmp/status
  check "v2g allocates nothing" '"allocated_bytes": 0\b' cat /tmp/status.json
  check "v2g is not collected" '"collections": 0\b' cat /tmp/status.json
  # What the kernel says of the thread itself, after the name in brackets: field 40 is the priority, 41 the policy (1: FIFO).
  for loop in /proc/$(controller_pid)/task/*; do
    [ "$(cat "$loop/comm")" = control ] && break
  done
  check "policy FIFO, priority 80" '^80 1$' sh -c "sed 's/.*) //' $loop/stat | cut -d' ' -f38,39"
  check "affinity" '^Cpus_allowed_list:.1$' cat "$loop/status"
  check "memory locked" '^VmLck:.*[1-9][0-9]* kB' cat "$loop/status"
  stop_v2g
fi
