# The controller crashes three times in ten minutes: it is started again twice, then stays down, and the hardware watchdog resets the board.

for crash in 1 2; do
  victim=$(pid_of $controller)
  kill -KILL "$victim"
  wait_for 30 another_pid $controller "$victim"
  judge $? $controller "crash $crash: the controller is started again" "process $victim, then $(pid_of $controller)"
  wait_for 30 sh -c 'v2g status | grep -q "ended unasked"'
  verdict $? "crash $crash: it is known" "$(v2g status | sed -n 's/^board.*started by \([^;]*\);.*/\1/p')"
  for link in $links; do wait_for 30 link_present $link || failed "crash $crash: $link finds the new controller"; done
done
check "what happened is not forgotten" 'ended unasked \(2 in ten minutes\)' v2g status
# Kept over the reset, as part of the kernel's console.
echo '<2>suite: third crash' >/dev/kmsg
kill -KILL "$(pid_of $controller)"
sleep 3
check "crash 3: it stays down" '^failed$' property $controller ActiveState
sleep 60
failed "crash 3: the hardware watchdog resets the board: nothing happened in 63 s"
