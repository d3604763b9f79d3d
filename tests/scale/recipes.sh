#!/bin/sh
# recipes.sh PROGRAM REPOSITORY: runs docs/recipes/ with GNU parallel over three hosts, which are three addresses of this machine with an SSH
# server each, and with a Slurm of two nodes. Every chart must be drawn once, a wrong one told, and only what is missing drawn again.
# All servers are its own, on loopback, and end with it.
set -eu
# shellcheck source=tests/batch/batch.sh
. "$(dirname "$0")/../batch/batch.sh"
recipes=$repository/docs/recipes
servers=
stop_servers() {
  for server in $servers; do
    kill "$server" 2>/dev/null || true
  done
  wait
  chmod -R u+w "$work"
  rm -rf "$work"
}
trap stop_servers EXIT

for tool in parallel munged slurmctld slurmd sbatch ssh-keygen /usr/sbin/sshd; do
  command -v "$tool" >/dev/null || skip "$tool is missing; ./dev scale installs what is needed"
done
[ "$(id -u)" -eq 0 ] || skip "Slurm's daemons want to be started by root"
CAIRN=$cairn
export CAIRN

# ---- The charts ----

charts=2000
small small.vl.json
manifest small.vl.json "$charts" | sed '700s/small/none/' >manifest.ndjson

# drawn FOLDER PARTS: each chart is in the reports once, and whole; the one that is wrong is told, and drawn when it is repaired.
drawn() {
  cat "$1"/report-*.ndjson >"$1.ndjson"
  [ "$(find "$1" -name 'report-*' | wc -l)" -eq "$2" ] || complain "$1: not $2 reports"
  [ "$(sed 's/.*"chart":"\([^"]*\)".*/\1/' "$1.ndjson" | sort -n | uniq | wc -l)" -eq "$charts" ] || complain "$1: charts are missing in the reports"
  [ "$(wc -l <"$1.ndjson")" -eq "$charts" ] || complain "$1: $(wc -l <"$1.ndjson") lines in the reports"
  [ "$(find "$1" -name '*.svg' | wc -l)" -eq $((charts - 1)) ] || complain "$1: $(find "$1" -name '*.svg' | wc -l) charts"
  [ "$(grep -vc '"error":null' "$1.ndjson")" -eq 1 ] || complain "$1: not one error"
  grep -q '"chart":"700".*none.vl.json: error: ' "$1.ndjson" || complain "$1: nothing of chart 700: $(grep -v '"error":null' "$1.ndjson")"
}

# redrawn FOLDER: how many charts the second run drew.
redrawn() {
  cat "$1"/report-*.ndjson | grep -c '"drawn":true'
}

# ---- GNU parallel ----

ssh-keygen -q -t ed25519 -N '' -f key
ssh-keygen -q -t ed25519 -N '' -f host_key
cp key.pub authorized_keys
mkdir -p /run/sshd
port=26022
for address in 127.0.0.2 127.0.0.3 127.0.0.4; do
  /usr/sbin/sshd -D -f /dev/null -p "$port" -h "$work/host_key" -o ListenAddress="$address" -o PidFile=none -o StrictModes=no \
    -o AuthorizedKeysFile="$work/authorized_keys" -o UsePAM=no -o MaxStartups=100 2>>sshd.log &
  servers="$servers $!"
  echo "1/ssh -q -p $port -i $work/key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes root@$address"
done >hosts
sleep 1

command='parallel.sh'
status=0
"$recipes/parallel.sh" hosts manifest.ndjson by-parallel 12 2>err || status=$?
[ "$status" -eq 1 ] || complain "parallel.sh ended with $status, not 1 for the part with an error: $(cat err)"
drawn by-parallel 12
[ "$(cut -f 2 by-parallel/parts.log | grep -c '127.0.0')" -ge 12 ] || complain "not all parts ran on the hosts: $(cat by-parallel/parts.log)"
[ "$(cut -f 2 by-parallel/parts.log | sort -u | grep -c '127.0.0')" -eq 3 ] || complain "not all hosts worked: $(cat by-parallel/parts.log)"
rm by-parallel/5.svg by-parallel/1500.svg
cp small.vl.json none.vl.json
"$recipes/parallel.sh" hosts manifest.ndjson by-parallel 12 2>err || complain "parallel.sh: $(cat err)"
[ "$(redrawn by-parallel)" -eq 3 ] || complain "parallel.sh drew $(redrawn by-parallel) charts again, not 3"
rm none.vl.json

command='pipe.sh'
status=0
"$recipes/pipe.sh" hosts by-pipe <manifest.ndjson 2>err || status=$?
[ "$status" -eq 1 ] || complain "pipe.sh ended with $status, not 1 for the part with an error: $(cat err)"
drawn by-pipe 2

# ---- Slurm ----

mkdir state
dd if=/dev/urandom of=munge_key bs=1024 count=1 2>/dev/null
chmod 600 munge_key
mkdir -m 700 munge
munged --force --foreground --key-file="$work/munge_key" --socket="$work/munge/socket" --pid-file="$work/munge/pid" --log-file="$work/munge/log" \
  --seed-file="$work/munge/seed" 2>/dev/null &
servers="$servers $!"
cat >slurm.conf <<END
ClusterName=cairn
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmUser=root
SlurmctldPort=26817
AuthInfo=socket=$work/munge/socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool-%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd-%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
NodeName=n1 NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=26818 CPUs=2
NodeName=n2 NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=26819 CPUs=2
PartitionName=all Nodes=n1,n2 Default=YES
END
SLURM_CONF=$work/slurm.conf
export SLURM_CONF
sleep 1
slurmctld -D 2>/dev/null &
servers="$servers $!"
for node in n1 n2; do
  slurmd -D -N "$node" 2>/dev/null &
  servers="$servers $!"
done
tries=0
until [ "$(sinfo -h -o '%D %t' 2>/dev/null)" = '2 idle' ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || { complain "Slurm does not start: $(cat slurmctld.log)" && finish && exit 1; }
  sleep 0.5
done

command='slurm.sh'
status=0
sbatch --wait -Q --array=1-8 "$recipes/slurm.sh" manifest.ndjson by-slurm 8 >out 2>err || status=$?
[ "$status" -eq 1 ] || complain "sbatch ended with $status, not 1 for the task with an error: $(cat out err)"
drawn by-slurm 8
rm by-slurm/5.svg by-slurm/1500.svg
cp small.vl.json none.vl.json
sbatch --wait -Q --array=4,5 "$recipes/slurm.sh" manifest.ndjson by-slurm 8 >out 2>err || complain "sbatch: $(cat out err)"
again=$(cat by-slurm/report-4.ndjson by-slurm/report-5.ndjson | grep -c '"drawn":true')
[ "$again" -eq 3 ] || complain "slurm.sh drew $again charts again, not 3"
[ "$(find by-slurm -name '*.svg' | wc -l)" -eq "$charts" ] || complain "slurm.sh left charts undrawn"
finish
