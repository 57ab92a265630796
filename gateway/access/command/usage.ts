/** How `watchclock account` is called. */
export const synopsis = `Usage: watchclock account add NAME --role ROLE [--customer KEY] [--display TEXT] --config FILE
       watchclock account list --config FILE
       watchclock account password NAME --config FILE
       watchclock account change NAME [--role ROLE] [--customer KEY] [--display TEXT] --config FILE
       watchclock account disable|enable NAME --config FILE
       watchclock account token add NAME --scope SCOPE[,SCOPE] [--label TEXT] [--days N] --config FILE
       watchclock account token list --config FILE
       watchclock account token revoke ID --config FILE
       watchclock account audit --config FILE
`;

/** What `watchclock account --help` prints. */
export const usage = `${synopsis}
Who may sign in to the gateway of a configuration; the gateway may run meanwhile. Until there is an account, everybody
on the gateway's machine may look, and its own token lets act. With the first one, which must be a lead, everything
but the sign-in page and the health checks needs an account or a token.

  add         adds an account; the password is asked for on a terminal, else read as one line from standard input
  list        every account: name, role, customer, whether it is disabled
  password    sets another password, and ends the account's sessions
  change      sets another role, customer or display name, and ends the account's sessions
  disable     lets nobody in with it or with its tokens; "enable" takes that back
  token add   makes a key for a program that acts for the account, and shows it once
  token list  every token: id, account, scopes, end, label
  audit       every sign-in, and who read which report; fails when the log was changed

  -c, --config FILE    the gateway's configuration
      --role ROLE      engineer, lead (who also looks after accounts), customer (needs --customer), auditor
      --customer KEY   the customer's key in the inventory
      --display TEXT   the name that the history shows; NAME if left out
      --no-password    an account that signs in through OpenID Connect only
      --scope SCOPE    read, incidents, maintenance, results, metrics, accounts, audit
      --label TEXT     what the token is for
      --days N         how long the token lasts; for good if left out
  -h, --help           this text

Exit status: 0 done, 1 failed, 2 usage error.

Example:
  watchclock account add eva --role lead --display "Eva Example" --config /etc/watchclock/gateway.yaml
`;
