-- SPDX-FileCopyrightText: 2026 The Evenhand authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What was spent, counted up when an attempt ends, so that a workspace of a million answers tells it at once. Attempts of
-- which nothing was sent are not in it.
CREATE TABLE spending (
    run BLOB NOT NULL REFERENCES runs ON DELETE CASCADE,
    target INTEGER NOT NULL, -- position in run_targets
    task_class TEXT NOT NULL, -- of the case; '': it has none
    month TEXT NOT NULL, -- in which attempts were begun, UTC: "2026-11"
    currency TEXT NOT NULL, -- '': these attempts have no amount
    price_row TEXT NOT NULL, -- id of the row of the price book; '': none
    channel TEXT NOT NULL, -- its id and its name, and the model, as they were when the run was made
    channel_name TEXT NOT NULL,
    model TEXT NOT NULL,
    cells INTEGER NOT NULL, -- those of which the first attempt that was sent is among these
    attempts INTEGER NOT NULL,
    unpriced INTEGER NOT NULL, -- attempts that may have cost something, but not known how much
    unreported INTEGER NOT NULL, -- attempts of which no tokens were reported
    input_tokens INTEGER NOT NULL, -- of the others
    output_tokens INTEGER NOT NULL,
    cost_nano INTEGER NOT NULL, -- billionths of currency; so are the next two
    least_nano INTEGER, -- of one attempt; NULL: none has an amount
    most_nano INTEGER,
    cost_squares REAL NOT NULL, -- sum of the squares of each attempt's cost in units of the currency
    PRIMARY KEY (run, target, task_class, month, currency, price_row)
) STRICT, WITHOUT ROWID
--- next statement
CREATE INDEX spending_by_month ON spending (month)
--- next statement
INSERT INTO spending
SELECT run, target, task_class, month, currency, price_row, channel, channel_name, model,
    sum(is_first), count(*), sum(unpriced), sum(input IS NULL AND output IS NULL), ifnull(sum(input), 0),
    ifnull(sum(output), 0), ifnull(sum(cost_nano), 0), min(cost_nano), max(cost_nano),
    ifnull(sum(pow(cost_nano / 1e9, 2)), 0)
FROM (
    SELECT cells.run AS run, cells.target AS target, ifnull(content ->> '$.task_class', '') AS task_class,
        strftime('%Y-%m', attempts.started / 1000, 'unixepoch') AS month, ifnull(attempts.currency, '') AS currency,
        ifnull(price_row, '') AS price_row, run_targets.target ->> '$.channel' AS channel,
        run_targets.channel ->> '$.name' AS channel_name, run_targets.target ->> '$.model' AS model,
        row_number() OVER (PARTITION BY attempts.cell ORDER BY number) = 1 AS is_first,
        attempts.cost_nano AS cost_nano,
        attempts.cost_nano IS NULL AND (attempts.state <> 'failed' OR attempts.unpriced IS NOT NULL) AS unpriced,
        usage ->> '$.input_total' AS input, usage ->> '$.output_total' AS output
    FROM attempts JOIN cells ON cells.id = attempts.cell
        JOIN run_targets ON run_targets.run = cells.run AND run_targets.position = cells.target
        LEFT JOIN run_cases ON run_cases.run = cells.run AND run_cases.position = case_index
        LEFT JOIN answers ON answers.attempt = attempts.id
    WHERE attempts.state IN ('done', 'failed', 'cancelled', 'interrupted') AND attempts.started IS NOT NULL
        AND (request IS NOT NULL OR request_head IS NOT NULL)
)
GROUP BY run, target, task_class, month, currency, price_row
