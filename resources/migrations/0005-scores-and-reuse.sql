-- SPDX-FileCopyrightText: 2026 The Evenhand authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What checks say of answers, and answers that were taken from earlier runs.
ALTER TABLE cells ADD COLUMN checks_passed INTEGER /* NULL: not judged, or the case has no checks */
--- next statement
ALTER TABLE cells ADD COLUMN checks_failed INTEGER
--- next statement
ALTER TABLE cells ADD COLUMN checks_open INTEGER /* that could not be judged */
--- next statement
ALTER TABLE cells ADD COLUMN verdict TEXT /* why, in the words of a grid */
--- next statement
ALTER TABLE cells ADD COLUMN reused INTEGER /* 1: the last attempt is a copy; NULL: it was asked for */
--- next statement
ALTER TABLE attempts ADD COLUMN copy_of BLOB /* id of the attempt whose answer this is; NULL: it was asked for */
--- next statement
ALTER TABLE runs ADD COLUMN reuse INTEGER NOT NULL /* 1: answers of earlier runs may be taken */ DEFAULT 0
--- next statement
CREATE TABLE scores (
    attempt BLOB NOT NULL REFERENCES attempts ON DELETE CASCADE,
    evaluator TEXT NOT NULL, -- id of its plugin; '': none knows the check
    version TEXT NOT NULL, -- of the plugin
    check_index INTEGER NOT NULL, -- place in the case's checks
    score REAL, -- 1: passed, less: failed; NULL: it could not tell
    reason TEXT NOT NULL,
    PRIMARY KEY (attempt, evaluator, check_index)
) STRICT, WITHOUT ROWID
--- next statement
DROP INDEX cells_unfinished
--- next statement
-- Small, as nearly all cells have ended well: counts the others of a run, and finds what a crash has left.
CREATE INDEX cells_not_done ON cells (state, run) WHERE state <> 'done'
