-- SPDX-FileCopyrightText: 2026 The Evenhand authors
-- SPDX-License-Identifier: GPL-3.0-or-later

ALTER TABLE answers ADD COLUMN
    provider_state TEXT NOT NULL /* JSON: what the provider wants back when the conversation goes on */ DEFAULT '{}'
