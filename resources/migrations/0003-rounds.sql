-- SPDX-FileCopyrightText: 2026 The Evenhand authors
-- SPDX-License-Identifier: GPL-3.0-or-later

ALTER TABLE attempts ADD COLUMN
    rounds TEXT NOT NULL /* JSON: requests before the last one, while the model called tools */ DEFAULT '[]'
