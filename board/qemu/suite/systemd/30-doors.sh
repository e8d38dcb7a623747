# Who may see the controller, who may ask it for something, who may speak for a link.

plain=nobody
admin=$(getent group v2g-admin | cut -d: -f3)
expect "status as anybody" "0 4 10" 'state +[a-z]' as $plain none v2g status
expect "why as anybody" "0 4" 'inhibits' as $plain none v2g why
check "people's socket" '^v2g:v2g-admin 660$' stat -c '%U:%G %a' /run/v2g/controller.sock
check "links' socket" '^v2g:v2g 660$' stat -c '%U:%G %a' /run/v2g/links.sock
expect "a sag asked for by anybody is refused" 7 'not allowed' as $plain none v2g-testing-tool --simulate-sag 0.94 --duration 1
expect "and by a link" 7 'not allowed' as v2g-grid "$(getent group v2g | cut -d: -f3)" v2g-testing-tool --simulate-sag 0.94 --duration 1
expect "one of group v2g-admin may" "0 5" 'running controller' as $plain "$admin" v2g-testing-tool --simulate-sag 0.94 --duration 1

for link in $links; do
  wait_for 20 link_present $link
  refused=$(link_json $link | sed -n 's/.*"refused":\([0-9]*\).*/\1/p')
  [ "$refused" = 0 ] && [ "$(link_pid $link)" = "$(pid_of "$(unit_of $link)")" ]
  verdict $? "$link: heard, as its own process" "$(link_json $link)"
done
as v2g-vehicle "$(getent group v2g | cut -d: -f3)" timeout 3 v2g role grid-link --simulate >/dev/null 2>&1
check "the vehicle link's user can't speak for the grid link" '"last_refusal":"otheruser"' link_json grid-link
wait_for 10 link_present grid-link
verdict $? "and the real one is still heard" "process $(link_pid grid-link)"

log=/var/log/v2g/service.log
wait_for 10 grep -q 'vehicle-link is there' $log
check "recorder writes the log" 'control loop armed' cat $log
check "the log's owner" '^v2g-recorder:v2g-admin 640$' stat -c '%U:%G %a' $log
check "the log for v2g-admin" 'control loop armed' as $plain "$admin" cat $log
expect "and for nobody else" 1 'denied' as $plain none cat $log
