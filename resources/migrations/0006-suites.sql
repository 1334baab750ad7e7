-- SPDX-FileCopyrightText: 2026 The Evenhand authors
-- SPDX-License-Identifier: GPL-3.0-or-later

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
