# Hands over to systemd; sourced by /init. The disk is Debian's userland, read only, and what is written lies over it in memory, so that
# every start is a first one. /board is what board/install put together.

mkdir -p /disk /over /root
mount -t ext4 -o ro,noatime /dev/vda /disk
mount -t tmpfs -o size=384M tmpfs /over
mkdir /over/upper /over/work /over/root
mount -t overlay -o lowerdir=/disk,upperdir=/over/upper,workdir=/over/work overlay /over/root
cp -a /board/. /over/root/
cp -r /suite /over/root/suite
cd /over/root

# The emulated board has a watchdog and memory that survives a reset, and no converter: the controller and the links bring their own.
sed -i 's|^\(  watchdog:\) none|\1 /dev/watchdog|; s|^\(  pmsg:\) none|\1 /dev/pmsg0|' etc/v2g/v2g.yaml
# dropin UNIT LINE …
dropin() {
  mkdir -p "etc/systemd/system/$1.service.d"
  file=etc/systemd/system/$1.service.d/emulated.conf
  shift
  printf '%s\n' "[Service]" "$@" >"$file"
}
# Half a minute of silence: under emulation seconds without a processor are no sign of a controller that hangs.
dropin v2g-controller 'ExecStart=' \
  'ExecStart=/usr/bin/v2g role controller --simulate --script steady --links vehicle-link,grid-link,recorder,fan-controller --priority 80 --cpu 1' 'WatchdogSec=30'
for link in vehicle-link grid-link; do
  dropin v2g-$link 'ExecStart=' "ExecStart=/usr/bin/v2g role $link --simulate"
done

# The checks start when everything else has, and have the console to themselves.
cat >etc/systemd/system/board-suite.target <<'UNIT'
[Unit]
Requires=multi-user.target
After=multi-user.target
Wants=board-suite.service
AllowIsolate=yes
UNIT
cat >etc/systemd/system/board-suite.service <<'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=exec
ExecStart=/bin/sh -c 'exec /bin/sh /suite/systemd-run.sh >/dev/ttyAMA0 2>&1'
TimeoutStopSec=1
UNIT

umount /tmp
for directory in dev proc sys; do mount -o move /$directory $directory; done
exec switch_root . /sbin/init
