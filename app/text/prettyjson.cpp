// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/prettyjson.h"

#include <QJsonDocument>

namespace evenhand {
namespace {

constexpr int indent = 2;
constexpr int deepestIndent = 64; // levels: beyond it lines do not become longer

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

// Lays out text that is known to be JSON.
class Printer
{
public:
    explicit Printer(QStringView text)
        : m_text(text)
    {
        m_out.reserve(text.size() * 2);
    }

    QString print()
    {
        while (m_at < m_text.size())
            step();
        return m_out;
    }

private:
    void step()
    {
        const QChar c = m_text.at(m_at);
        if (isSpace(c)) {
            ++m_at;
        } else if (c == u'"') {
            copyString();
        } else {
            ++m_at;
            structure(c);
        }
    }

    void structure(QChar c)
    {
        switch (c.unicode()) {
        case u'{':
        case u'[':
            m_out += c;
            open();
            break;
        case u'}':
        case u']':
            --m_depth;
            newLine();
            m_out += c;
            break;
        case u',':
            m_out += c;
            newLine();
            break;
        case u':':
            m_out += c;
            m_out += u' ';
            break;
        default:
            m_out += c;
        }
    }

    // What is empty stays on its line.
    void open()
    {
        skipSpace();
        const QChar next = m_text.at(m_at);
        if (next == u'}' || next == u']') {
            m_out += next;
            ++m_at;
            return;
        }
        ++m_depth;
        newLine();
    }

    void copyString()
    {
        const qsizetype begin = m_at++;
        while (m_text.at(m_at) != u'"')
            m_at += m_text.at(m_at) == u'\\' ? 2 : 1;
        ++m_at;
        m_out += m_text.sliced(begin, m_at - begin);
    }

    void skipSpace()
    {
        while (isSpace(m_text.at(m_at)))
            ++m_at;
    }

    void newLine()
    {
        m_out += u'\n';
        m_out.resize(m_out.size() + indent * std::min(m_depth, deepestIndent), u' ');
    }

    QStringView m_text;
    QString m_out;
    qsizetype m_at = 0;
    int m_depth = 0;
};

} // namespace

QString prettyJson(const QString &text)
{
    if (QJsonDocument::fromJson(text.toUtf8()).isNull())
        return text;
    return Printer(text).print();
}

} // namespace evenhand
