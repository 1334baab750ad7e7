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
    PRIMARY KEY (run, case_index, target, repeat)
) STRICT, WITHOUT ROWID
--- next statement
INSERT INTO new_cells (run, case_index, target, repeat, id, state, attempts, first_token_us, total_us, input_tokens,
    output_tokens, beginning)
SELECT run, 0, target, repeat, cells.id, cells.state, ifnull(number, 0),
    iif(first_reasoning_us IS NULL OR first_text_us < first_reasoning_us, first_text_us, first_reasoning_us)
        - ifnull(request_sent_us, 0),
    total_us, usage ->> '$.input_total', usage ->> '$.output_total',
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
