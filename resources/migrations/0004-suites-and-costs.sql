-- SPDX-FileCopyrightText: 2026 The Evenhand authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Runs of a suite: many cases, a budget, an order, what every attempt cost.
ALTER TABLE runs ADD COLUMN name TEXT NOT NULL DEFAULT ''
--- next statement
ALTER TABLE runs ADD COLUMN suite BLOB /* its id; NULL: there was none, or it came from a file */
--- next statement
ALTER TABLE runs ADD COLUMN suite_name TEXT /* NULL: the prompt was the one case */
--- next statement
ALTER TABLE runs ADD COLUMN suite_columns TEXT /* JSON */
--- next statement
ALTER TABLE runs ADD COLUMN seed INTEGER /* of the order; NULL: as cases and targets stand */
--- next statement
ALTER TABLE runs ADD COLUMN budget_nano INTEGER /* billionths of budget_currency; NULL: none */
--- next statement
ALTER TABLE runs ADD COLUMN budget_currency TEXT
--- next statement
ALTER TABLE runs ADD COLUMN concurrency INTEGER /* for each channel; NULL: the channel's own */
--- next statement
CREATE INDEX runs_by_suite ON runs (suite) WHERE suite IS NOT NULL
--- next statement
CREATE TABLE run_cases (
    run BLOB NOT NULL REFERENCES runs ON DELETE CASCADE,
    position INTEGER NOT NULL,
    content TEXT NOT NULL, -- JSON, the case as it was when the run was made
    PRIMARY KEY (run, position)
) STRICT
--- next statement
-- A run is opened by reading one range of this table, so the facts that a grid shows of a cell stand here beside its
-- state: of the last attempt, but cost of all of them.
CREATE TABLE new_cells (
    run BLOB NOT NULL REFERENCES runs ON DELETE CASCADE,
    case_index INTEGER NOT NULL, -- position in run_cases; 0 where there is no suite
    target INTEGER NOT NULL, -- position in run_targets
    repeat INTEGER NOT NULL, -- from 0
    id BLOB NOT NULL UNIQUE,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, -- number of the last one
    first_token_us INTEGER,
    total_us INTEGER,
    input_tokens INTEGER, -- NULL: not reported
    output_tokens INTEGER,
    cost_nano INTEGER, -- billionths of currency; NULL: not priced
    currency TEXT,
    beginning TEXT NOT NULL DEFAULT '', -- of the answer, or of what failed
    text_hash INTEGER, -- of the answer's text without what differs in white space alone; NULL: no text, or an older cell
    PRIMARY KEY (run, case_index, target, repeat)
) STRICT, WITHOUT ROWID
--- next statement
INSERT INTO new_cells (run, case_index, target, repeat, id, state, attempts, first_token_us, total_us, input_tokens,
    output_tokens, beginning)
SELECT run, 0, target, repeat, cells.id, cells.state, ifnull(number, 0),
    iif(first_reasoning_us IS NULL OR first_text_us < first_reasoning_us, first_text_us, first_reasoning_us)
        - ifnull(request_sent_us, 0),
    total_us,
    usage ->> '$.input_total'
        + (SELECT ifnull(sum(value ->> '$.answer.usage.input_total'), 0) FROM json_each(rounds)),
    usage ->> '$.output_total'
        + (SELECT ifnull(sum(value ->> '$.answer.usage.output_total'), 0) FROM json_each(rounds)),
    ifnull(substr(coalesce(nullif(text, ''), nullif(refusal, ''), error ->> '$.message'), 1, 80), '')
FROM cells LEFT JOIN attempts ON attempts.cell = cells.id
    AND number = (SELECT max(number) FROM attempts WHERE cell = cells.id)
    LEFT JOIN answers ON answers.attempt = attempts.id
--- next statement
DROP TABLE cells
--- next statement
ALTER TABLE new_cells RENAME TO cells
--- next statement
-- Small, as nearly all cells have ended: finds what a crash has left.
CREATE INDEX cells_unfinished ON cells (state) WHERE state IN ('queued', 'waiting', 'streaming')
--- next statement
-- Cells of a run ask much the same: what was sent is kept once.
CREATE TABLE request_texts (
    id INTEGER NOT NULL PRIMARY KEY,
    run BLOB NOT NULL REFERENCES runs ON DELETE CASCADE,
    sha256 BLOB NOT NULL, -- of the text in UTF-8, the first 16 bytes
    text TEXT NOT NULL,
    UNIQUE (run, sha256)
) STRICT
--- next statement
ALTER TABLE attempts ADD COLUMN
    request_head INTEGER /* in request_texts: JSON, redacted, without a body that is text; NULL: it is in request */
--- next statement
ALTER TABLE attempts ADD COLUMN request_body INTEGER /* in request_texts; NULL: it is in the head */
--- next statement
ALTER TABLE attempts ADD COLUMN cost_nano INTEGER /* billionths of currency; NULL: not priced */
--- next statement
ALTER TABLE attempts ADD COLUMN currency TEXT
--- next statement
ALTER TABLE attempts ADD COLUMN price_row TEXT /* id of the row of the price book that it was computed with */
--- next statement
ALTER TABLE attempts ADD COLUMN unpriced TEXT /* why it has no price; NULL: it has one, or was not computed */
--- next statement
-- Rows of the price book that came into this workspace: imported ones, and those that a cost names. Costs name them for
-- ever, so a row is neither changed nor removed.
CREATE TABLE price_rows (
    id TEXT NOT NULL PRIMARY KEY, -- of its content
    content TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID
--- next statement
CREATE TRIGGER price_rows_stay BEFORE DELETE ON price_rows
BEGIN
    SELECT RAISE(ABORT, 'A price row is never removed.');
END
--- next statement
CREATE TRIGGER price_rows_do_not_change BEFORE UPDATE ON price_rows
BEGIN
    SELECT RAISE(ABORT, 'A price row is never changed.');
END
--- next statement
-- A file that was imported. A newer layer stands before an older one.
CREATE TABLE price_layers (
    number INTEGER NOT NULL PRIMARY KEY, -- rises with each import
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL, -- of the file
    kind TEXT NOT NULL,
    source TEXT NOT NULL, -- JSON
    imported INTEGER NOT NULL, -- milliseconds since 1970, UTC
    ended INTEGER -- when the person took it out of use; NULL: it is in use
) STRICT
--- next statement
CREATE TABLE price_layer_rows (
    layer INTEGER NOT NULL REFERENCES price_layers,
    position INTEGER NOT NULL,
    row TEXT NOT NULL REFERENCES price_rows,
    PRIMARY KEY (layer, position)
) STRICT, WITHOUT ROWID
--- next statement
CREATE TABLE suites (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT
--- next statement
CREATE TABLE suite_versions (
    id BLOB NOT NULL PRIMARY KEY,
    suite BLOB NOT NULL REFERENCES suites ON DELETE CASCADE,
    number INTEGER NOT NULL, -- from 1
    changed INTEGER NOT NULL, -- a run made later used this version: it does not change any more
    description TEXT NOT NULL,
    columns TEXT NOT NULL, -- JSON
    prompt TEXT, -- JSON; NULL: there is none
    UNIQUE (suite, number)
) STRICT
--- next statement
CREATE TABLE suite_cases (
    version BLOB NOT NULL REFERENCES suite_versions ON DELETE CASCADE,
    position INTEGER NOT NULL,
    content TEXT NOT NULL, -- JSON
    PRIMARY KEY (version, position)
) STRICT
--- next statement
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
        usage ->> '$.input_total'
            + (SELECT ifnull(sum(value ->> '$.answer.usage.input_total'), 0) FROM json_each(rounds)) AS input,
        usage ->> '$.output_total'
            + (SELECT ifnull(sum(value ->> '$.answer.usage.output_total'), 0) FROM json_each(rounds)) AS output
    FROM attempts JOIN cells ON cells.id = attempts.cell
        JOIN run_targets ON run_targets.run = cells.run AND run_targets.position = cells.target
        LEFT JOIN run_cases ON run_cases.run = cells.run AND run_cases.position = case_index
        LEFT JOIN answers ON answers.attempt = attempts.id
    WHERE attempts.state IN ('done', 'failed', 'cancelled', 'interrupted') AND attempts.started IS NOT NULL
        AND (request IS NOT NULL OR request_head IS NOT NULL)
)
GROUP BY run, target, task_class, month, currency, price_row
