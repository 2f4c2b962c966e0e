#!/usr/bin/env bash
# Lets the real cron daemon run a book for four hundred days, at thirty thousand times the speed of the clock: over both
# changes to and from summer time, 29 February, and three days on which the book is not there.
#
#   sudo tests/cron/rehearse.sh target/release/mpp [SPEED]
#
# It needs Debian's cron and faketime, and root: cron runs in a mount namespace of its own, with a spool, a crontab and a
# sendmail that nobody else sees. Four hundred days at 30000 take twenty minutes.
set -euo pipefail

if [ "${1:-}" != --inside ]; then
  mpp=$(realpath "$1")
  speed=${2:-30000}
  for tool in cron faketime unshare; do
    command -v "$tool" >/dev/null || { echo "SKIPPED: there is no $tool" >&2; exit 0; }
  done
  exec unshare --mount --pid --fork --mount-proc "$(realpath "$0")" --inside "$mpp" "$speed"
fi
mpp=$2 speed=$3
first=2015-10-01 days=400
last=$(date -d "$first + $days days" +%F)
export TZ=Europe/Berlin

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/copies" "$folder/spool" "$folder/cron.d"
book=$folder/book.db

# Partners certified on every day of a year, 29 February among them.
{
  echo 'name,id,kind,stage,on,admitted_on,mpa_on,certified_on'
  for n in $(seq 0 365); do
    certified=$(date -d "2012-01-01 + $n days" +%F)
    echo "Partner $n,p-$n,saas,certified,2011-06-01,2011-12-01,2011-12-01,$certified"
  done
} >"$folder/partners.csv"
run() { env -i TZ="$TZ" MPP_DB="$book" MPP_ACTOR=rehearsal MPP_TODAY="$1" "$mpp" "${@:2}"; }
run "$first" adopt --from "$folder/partners.csv" --quiet >/dev/null
run "$first" renew p-100 --object 'no deployments' --by provider --quiet >/dev/null
cp "$book" "$folder/before.db"

# What cron runs, with the time it lives in, and what it mails.
printf '#!/bin/sh\ncat >>%s/mail\nprintf "=====\\n" >>%s/mail\n' "$folder" "$folder" >"$folder/sendmail"
chmod 755 "$folder" "$folder/sendmail"
touch "$folder/mail" "$folder/empty"
mount --bind "$folder/sendmail" /usr/sbin/sendmail
mount -t tmpfs none /var/spool/cron && mkdir -p /var/spool/cron/crontabs
mount --bind "$folder/cron.d" /etc/cron.d
mount --bind "$folder/empty" /etc/crontab
library=$(find /usr/lib -name libfaketime.so.1 | head -1)
cat >"$folder/start.sh" <<START
cat >/var/spool/cron/crontabs/root <<CRONTAB
SHELL=/bin/sh
PATH=/usr/bin:/bin
MAILTO=team@example.org
TZ=$TZ
LD_PRELOAD=$library
FAKETIME=\$FAKETIME
FAKETIME_DONT_RESET=1
FAKETIME_SHARED=\$FAKETIME_SHARED
MPP_DB=$book
MPP_ACTOR=cron
30 2 * * * date +\%F >>$folder/ran; $mpp renew --due --quiet
45 1 * * * $mpp backup $folder/copies --keep 14 --quiet
0 0 10 8 * mv $book $book.away
0 0 13 8 * mv $book.away $book
CRONTAB
chmod 600 /var/spool/cron/crontabs/root
exec cron -f
START
export FAKETIME_DONT_RESET=1
faketime -f "@$first 00:00:00 x$speed" bash "$folder/start.sh" &
sleep $((days * 86400 / speed + 3))
kill -- "$(pgrep -x cron | head -1)" 2>/dev/null || true
wait || true

# Each anniversary up to the last run has its term, once, and those the runs would have opened in one go are the same.
ended=$(tail -1 "$folder/ran")
echo "cron ran the renewals $(wc -l <"$folder/ran") times, last on $ended; mails: $(grep -c '^=====' "$folder/mail" || true)"
run "$ended" audit
wrong=0
expected=0
last_year=${ended%%-*}
terms=$(run "$ended" history --plain | cut -f 3,5 | grep -c '^cron' || true)
for n in $(seq 0 365); do
  certified=$(date -d "2012-01-01 + $n days" +%F)
  anniversaries=0
  for year in $(seq 2013 "$last_year"); do
    day=$year-${certified#*-}
    if [ "${certified#*-}" = 02-29 ] && [ $((year % 4)) != 0 ]; then day=$year-02-28; fi
    if [[ ! "$day" > "$ended" ]]; then anniversaries=$((anniversaries + 1)); fi
  done
  found=$(sqlite3 -readonly "$book" "select count(*), count(distinct number) from term where partner = 'p-$n'")
  want=$((anniversaries + 1))
  # One partner objected: the term it had then stays its last.
  if [ "$n" = 100 ]; then want=$(sqlite3 -readonly "$folder/before.db" "select count(*) from term where partner = 'p-100'"); fi
  expected=$((expected + want))
  if [ "$found" != "$want|$want" ]; then
    echo "WRONG: p-$n, certified $certified, has $found terms, expected $want"
    wrong=1
  fi
done
echo "terms: $expected expected, $(sqlite3 -readonly "$book" 'select count(*) from term') found, opened in $terms entries of cron's"
echo "copies of the book kept: $(ls "$folder/copies" | wc -l)"
echo "mails:"
grep -E '^(Subject|Date|error|hint)' "$folder/mail" | sort | uniq -c || true
exit "$wrong"
