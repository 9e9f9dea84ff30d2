"""One sender per medium. Apprise reads the channel's URL; ours adds what its own sending lacks.

| sender | Apprise's class | what ours adds |
|---|---|---|
| `mail.MailSender` | NotifyEmail | our own plain text, stable Message-ID, List-Id, SMTP's answer |
| `slack.SlackSender` | NotifySlack | mrkdwn as rendered, splitting, threads, status, Retry-After, a redirectable host |
| `webhook.WebhookSender` | NotifyJSON | our own JSON, Idempotency-Key, signature, status, Retry-After |
| `disk.LinesSender`, `disk.AtomSender` | none | JSON lines, and an Atom feed, on disk |
| `other.AppriseSender` | any other | the service's mark-up in parts that fit, the reason of a failure from its log |

None of them sleeps between sends, as Apprise does for some services: how fast to send is decided above.
"""

from __future__ import annotations

from alerts.plugins.progress import Progress
from alerts.plugins.sender import Sender, sender
from alerts.plugins.taken import Taken

__all__ = ["Progress", "Sender", "Taken", "sender"]
