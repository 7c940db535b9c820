#!/usr/bin/env bash
# Tells the operators how a run ended, in Slack and in Teams, wherever a webhook is given.
#
#   notify.sh RESULT TEXT      RESULT is success, failure or cancelled
#
# From the environment: SLACK_WEBHOOK_URL, TEAMS_WEBHOOK_URL, RUN_URL (a link for the message).
set -euo pipefail

result=${1:?usage: notify.sh RESULT TEXT}
text=${2:?usage: notify.sh RESULT TEXT}
case $result in
  success) sign='✅' ;;
  failure) sign='❌' ;;
  cancelled | skipped) sign='⚪' ;;
  *) echo "notify: a result is success, failure or cancelled, not $result" >&2 && exit 2 ;;
esac
line="$sign QTS Observer: $text: $result"

# The address of a webhook is a secret, so it goes to curl by its standard input.
post() {
  curl --fail --silent --show-error --max-time 20 --retry 3 --output /dev/null \
    --header 'Content-Type: application/json' --data "$2" --config - <<<"url = \"$1\""
}

told=0
if [[ -n ${SLACK_WEBHOOK_URL:-} ]]; then
  post "$SLACK_WEBHOOK_URL" "$(jq -n --arg line "$line" --arg url "${RUN_URL:-}" '{text: "\($line) \($url)"}')"
  told=$((told + 1))
fi
if [[ -n ${TEAMS_WEBHOOK_URL:-} ]]; then
  post "$TEAMS_WEBHOOK_URL" "$(jq -n --arg line "$line" --arg url "${RUN_URL:-}" '{
    type: "message",
    attachments: [{
      contentType: "application/vnd.microsoft.card.adaptive",
      content: {
        type: "AdaptiveCard", version: "1.4",
        body: [{type: "TextBlock", text: $line, wrap: true}, {type: "TextBlock", text: $url, wrap: true}]
      }
    }]
  }')"
  told=$((told + 1))
fi
echo "notified $told channel(s): $line"
