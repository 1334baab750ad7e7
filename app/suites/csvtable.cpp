// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/csvtable.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

bool endsLine(QChar c)
{
    return c == u'\n' || c == u'\r';
}

// Takes one record after the other.
class RecordReader
{
public:
    RecordReader(const QString &text, QChar delimiter, QuoteRules rules)
        : m_text(text)
        , m_delimiter(delimiter)
        , m_rules(rules)
    {
    }

    Table read()
    {
        while (m_at < m_text.size()) {
            if (m_rules == QuoteRules::File && endsLine(m_text.at(m_at)))
                passLineEnd();
            else
                readRecord();
        }
        return std::move(m_table);
    }

private:
    void readRecord()
    {
        CellRow row{.line = m_line, .cells = {}};
        m_fault.clear();
        for (bool goesOn = true; goesOn;) {
            row.cells.append(readField());
            goesOn = m_at < m_text.size() && m_text.at(m_at) == m_delimiter;
            if (goesOn)
                ++m_at;
        }
        if (m_at < m_text.size())
            passLineEnd();
        if (m_fault.isEmpty())
            m_table.rows.append(row);
        else
            m_table.problems.append({.line = row.line, .column = {}, .reason = m_fault});
    }

    QString readField()
    {
        if (m_at >= m_text.size() || m_text.at(m_at) != u'"')
            return plain();
        const qsizetype begin = m_at;
        const int line = m_line;
        const QString field = quoted();
        if (m_fault.isEmpty() || m_rules == QuoteRules::File)
            return field;
        m_fault.clear();
        m_at = begin;
        m_line = line;
        return plain();
    }

    QString plain()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && m_text.at(m_at) != m_delimiter && !endsLine(m_text.at(m_at))) {
            if (m_text.at(m_at) == u'"' && m_rules == QuoteRules::File)
                m_fault =
                    u"A quote stands in the middle of a field. Put the whole field in quotes and double those in it."_s;
            ++m_at;
        }
        return m_text.sliced(begin, m_at - begin);
    }

    QString quoted()
    {
        QString field;
        const int line = m_line;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text.at(m_at);
            if (c == u'"') {
                if (m_at + 1 >= m_text.size() || m_text.at(m_at + 1) != u'"')
                    return afterQuote(field);
                ++m_at;
            } else if (c == u'\n' || (c == u'\r' && (m_at + 1 >= m_text.size() || m_text.at(m_at + 1) != u'\n'))) {
                ++m_line;
            }
            field.append(c);
        }
        m_fault = u"The quote that opens in line %1 is never closed."_s.arg(line);
        return field;
    }

    // Between the closing quote and the delimiter nothing may stand.
    QString afterQuote(const QString &field)
    {
        const qsizetype begin = ++m_at;
        while (m_at < m_text.size() && m_text.at(m_at) != m_delimiter && !endsLine(m_text.at(m_at)))
            ++m_at;
        if (m_at != begin)
            m_fault = u"Text follows a closing quote. Double the quotes that belong to a field."_s;
        return field;
    }

    void passLineEnd()
    {
        const bool both = m_text.at(m_at) == u'\r' && m_at + 1 < m_text.size() && m_text.at(m_at + 1) == u'\n';
        m_at += both ? 2 : 1;
        ++m_line;
    }

    const QString &m_text;
    QChar m_delimiter;
    QuoteRules m_rules;
    qsizetype m_at = 0;
    int m_line = 1;
    QString m_fault; // of the record that is read
    Table m_table;
};

// All that could be a delimiter is quoted, so that detectDelimiter() cannot be misled, and what could be a byte order mark.
bool needsQuotes(const QString &field)
{
    return std::ranges::any_of(field, [](QChar c) { return u",;\t\"\n\r\ufeff"_s.contains(c); });
}

QString quote(QString field)
{
    return u'"' + field.replace(u'"', "\"\""_L1) + u'"';
}

} // namespace

Table parseDelimited(const QString &text, QChar delimiter, QuoteRules rules)
{
    return RecordReader(text, delimiter, rules).read();
}

QString wrongFields(qsizetype fields, qsizetype headings)
{
    return fields == 1 ? u"The row has 1 field, the headings are %1."_s.arg(headings)
                       : u"The row has %1 fields, the headings are %2."_s.arg(fields).arg(headings);
}

QChar detectDelimiter(const QString &text)
{
    QMap<QChar, int> counts;
    bool inQuotes = false;
    bool begun = false;
    for (const QChar c : text) {
        if (c == u'"')
            inQuotes = !inQuotes;
        if (!inQuotes && endsLine(c) && begun)
            break;
        begun = begun || !endsLine(c);
        if (!inQuotes && (c == u',' || c == u';' || c == u'\t'))
            ++counts[c];
    }
    QChar best = u',';
    for (const QChar candidate : {u';', u'\t'}) {
        if (counts.value(candidate) > counts.value(best))
            best = candidate;
    }
    return best;
}

QString toDelimited(const QList<QStringList> &rows, QChar delimiter)
{
    QString text;
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i > 0)
                text.append(delimiter);
            // One empty field would be an empty line.
            const bool quotes = needsQuotes(row.at(i)) || (row.size() == 1 && row.at(i).isEmpty());
            text.append(quotes ? quote(row.at(i)) : row.at(i));
        }
        text.append("\r\n"_L1);
    }
    return text;
}

QString harmlessCell(const QString &text)
{
    static const QString beginnings = u"=+-@\t\r"_s;
    bool isNumber = false;
    text.toDouble(&isNumber);
    return !text.isEmpty() && !isNumber && beginnings.contains(text.front()) ? u'\'' + text : text;
}

} // namespace evenhand
