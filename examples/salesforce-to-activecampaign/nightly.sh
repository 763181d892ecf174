#!/bin/sh
# For cron: says nothing when all went well, so that cron sends a mail only when a person is needed.
# crontab: 15 2 * * *  /home/ann/salesforce-to-activecampaign/nightly.sh
cd "$(dirname "$0")" || exit 1
. ./secrets.sh # exports SF_URL, SF_CLIENT_ID, SF_CLIENT_SECRET, AC_URL and AC_TOKEN; readable for you only

koppel run load.sql --quiet
code=$?
case $code in
0) ;;
3) echo "Rows were rejected. To see all of them:"
   echo "  cd '$PWD' && koppel runs && koppel rejects RUN" ;;
4) echo "A system cannot be reached or does not accept the credentials. The next night makes up for it." ;;
*) echo "The load did not come to its end (exit code $code). To see how far it came:"
   echo "  cd '$PWD' && koppel runs" ;;
esac
exit $code
