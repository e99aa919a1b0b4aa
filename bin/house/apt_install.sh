#!/bin/sh
# Install Debian packages without starting their system services, and leave no trace of how.
# Usage: apt_install.sh PACKAGE... (as root; the house calls it, through sudo where needed)
set -eu

policy=/usr/sbin/policy-rc.d
drop_in=/etc/postgresql-common/createcluster.d/net-working.conf

# One installation at a time on this machine: both files below are put back at the end.
exec 9>/run/net-working-apt.lock
flock 9

kept="$policy.net-working"
made_folder=
restore() {
    rm -f "$drop_in" "$policy"
    if [ -n "$made_folder" ]; then rmdir "$(dirname "$drop_in")" || true; fi
    if [ -e "$kept" ]; then mv "$kept" "$policy"; fi
}
trap restore EXIT
trap 'exit 130' INT TERM HUP

# A kept file that is already there comes from an installation that was killed: it is the real one.
if [ -e "$policy" ] && [ ! -e "$kept" ]; then mv "$policy" "$kept"; fi
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"
# The system cluster is not ours to make: the portal has a private one.
if [ ! -d "$(dirname "$drop_in")" ]; then
    mkdir -p "$(dirname "$drop_in")"
    made_folder=yes
fi
echo 'create_main_cluster = false' >"$drop_in"

# What the machine already had keeps starting with it; what we bring must not.
newcomers=
for service in redis-server nginx; do
    if [ ! -e "/lib/systemd/system/$service.service" ]; then newcomers="$newcomers $service"; fi
done

export DEBIAN_FRONTEND=noninteractive
lock="-o DPkg::Lock::Timeout=300"
# A list that cannot be refreshed is no reason to stop: what is needed may be in the old one.
apt-get $lock update || true
apt-get $lock install --yes --no-install-recommends -o Dpkg::Options::=--force-confold "$@"

for service in $newcomers; do
    if [ ! -e "/lib/systemd/system/$service.service" ]; then continue; fi
    if command -v systemctl >/dev/null; then systemctl disable "$service" || true; fi
done
