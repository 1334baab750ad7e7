-- SPDX-FileCopyrightText: 2026 The Evenhand authors
-- SPDX-License-Identifier: GPL-3.0-or-later

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
