// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace evenhand {

// Recognises front matter: a first line ---, lines of `key: value`, lists and comments between, a last line --- or ....
class FrontMatter
{
public:
    // Takes the lines of a text in order; true: they were front matter, and this was the last one.
    bool endsWith(QByteArrayView line);

private:
    enum class State { Start, Keys, No } m_state = State::Start;
    bool m_hasKey = false;
};

} // namespace evenhand
