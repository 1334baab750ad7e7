-- SPDX-FileCopyrightText: 2026 The Evenhand authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The one source of the schema. A line "--- next statement" stands between two statements; nothing but white space
-- follows the last character of one. What a table or column means is said where it is made, and stays in the file.
--   ids        BLOB, the 16 bytes of a UUID
--   moments    INTEGER, milliseconds since 1970-01-01 UTC
--   durations  INTEGER, microseconds, named _us; NULL: not reached
--   JSON       TEXT, as app/core/json.h writes it
--   states, stop reasons: TEXT, the stable names of the enumerators

-- "EVHD"
PRAGMA application_id = 1163282500
--- next statement
CREATE TABLE channels (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL -- JSON; it holds no secrets
) STRICT
--- next statement
CREATE TABLE lineups (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT
--- next statement
CREATE TABLE lineup_targets (
    lineup BLOB NOT NULL REFERENCES lineups ON DELETE CASCADE,
    position INTEGER NOT NULL,
    target BLOB NOT NULL, -- its id; two lineups may hold the same target with different parameters
    channel BLOB NOT NULL REFERENCES channels,
    model TEXT NOT NULL,
    parameters TEXT NOT NULL, -- JSON
    PRIMARY KEY (lineup, position)
) STRICT, WITHOUT ROWID
--- next statement
CREATE TABLE prompts (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT
--- next statement
CREATE TABLE prompt_versions (
    id BLOB NOT NULL PRIMARY KEY,
    prompt BLOB NOT NULL REFERENCES prompts ON DELETE CASCADE,
    number INTEGER NOT NULL, -- from 1
    text TEXT NOT NULL, -- JSON
    UNIQUE (prompt, number)
) STRICT
--- next statement
CREATE TABLE conversations (
    id BLOB NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    updated INTEGER NOT NULL -- when it was made, or its newest run was
) STRICT
--- next statement
CREATE INDEX conversations_by_time ON conversations (updated)
--- next statement
CREATE TABLE runs (
    id BLOB NOT NULL PRIMARY KEY,
    conversation BLOB REFERENCES conversations ON DELETE CASCADE, -- NULL: a run of its own
    turn INTEGER NOT NULL,
    created INTEGER NOT NULL,
    repeats INTEGER NOT NULL,
    prompt TEXT NOT NULL -- JSON, as it was sent
) STRICT
--- next statement
CREATE INDEX runs_by_time ON runs (created)
--- next statement
CREATE INDEX runs_by_conversation ON runs (conversation, turn)
--- next statement
CREATE TABLE run_targets (
    run BLOB NOT NULL REFERENCES runs ON DELETE CASCADE,
    position INTEGER NOT NULL,
    target TEXT NOT NULL, -- JSON, as it was when the run was made; so are the next two
    channel TEXT NOT NULL,
    history TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT
--- next statement
CREATE TABLE cells (
    run BLOB NOT NULL REFERENCES runs ON DELETE CASCADE,
    target INTEGER NOT NULL, -- position in run_targets
    repeat INTEGER NOT NULL, -- from 0
    id BLOB NOT NULL UNIQUE,
    state TEXT NOT NULL,
    PRIMARY KEY (run, target, repeat)
) STRICT, WITHOUT ROWID
--- next statement
-- Small, as nearly all cells have ended: finds what a crash has left.
CREATE INDEX cells_unfinished ON cells (state) WHERE state IN ('queued', 'waiting', 'streaming')
--- next statement
CREATE TABLE attempts (
    id BLOB NOT NULL PRIMARY KEY,
    cell BLOB NOT NULL REFERENCES cells (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- from 1
    state TEXT NOT NULL, -- once it is final the attempt and its answer do not change
    started INTEGER,
    request TEXT, -- JSON, redacted; NULL: nothing was sent
    identity TEXT NOT NULL, -- JSON
    error TEXT, -- JSON
    queue_us INTEGER,
    connecting_us INTEGER,
    request_sent_us INTEGER,
    first_byte_us INTEGER,
    first_reasoning_us INTEGER,
    first_text_us INTEGER,
    last_token_us INTEGER,
    total_us INTEGER,
    UNIQUE (cell, number)
) STRICT
--- next statement
CREATE TABLE answers (
    attempt BLOB NOT NULL PRIMARY KEY REFERENCES attempts ON DELETE CASCADE,
    text TEXT NOT NULL,
    text_sha256 BLOB NOT NULL, -- of the text in UTF-8
    reasoning TEXT NOT NULL,
    refusal TEXT NOT NULL,
    tool_calls TEXT NOT NULL, -- JSON
    stop TEXT NOT NULL,
    stop_raw TEXT NOT NULL,
    usage TEXT, -- JSON; NULL: not reported
    usage_raw TEXT NOT NULL, -- JSON
    notices TEXT NOT NULL -- JSON
) STRICT
--- next statement
CREATE TABLE state (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID
