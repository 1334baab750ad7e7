-- SPDX-FileCopyrightText: 2026 The Evenhand authors
-- SPDX-License-Identifier: GPL-3.0-or-later

ALTER TABLE cells ADD COLUMN
    text_hash INTEGER /* of the answer's text without what differs in white space alone; NULL: no text, or older than this column */
