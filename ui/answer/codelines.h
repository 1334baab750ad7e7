// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QString>
#include <QTextOption>

#include <vector>

namespace evenhand {

// Where the lines of a code are, how wide they are, and how they are cut into parts that are cheap to lay out. Knows
// places and no text. A row is what stands beside each other on the screen: a line, or a part where lines are broken.
class CodeLines
{
public:
    static constexpr qsizetype longestPart = 512; // characters
    static constexpr int tabColumns = 4;

    // `breakWidth`: lines are broken there; 0: they are as long as they are. Starts again.
    void setShape(const QFont &font, qreal breakWidth);
    // What lies before `kept` is as it was at the last call.
    void update(const QString &text, qsizetype kept);

    qsizetype lineCount() const { return qsizetype(m_lines.size()); }
    qsizetype textLength() const { return m_length; }
    qsizetype lineBegin(qsizetype line) const;
    qsizetype lineEnd(qsizetype line) const;                // without the \n
    qsizetype firstChange() const { return m_firstChange; } // the first line that the last update() found changed
    qreal widest() const { return m_lines.empty() ? 0 : m_lines.back().widest; }

    qsizetype rowCount() const { return isBroken() ? partCount() : lineCount(); }
    qsizetype rowOfLine(qsizetype line) const { return isBroken() ? m_lines[size_t(line)].firstPart : line; }
    qsizetype rowOf(qsizetype part) const { return isBroken() ? part : m_parts[size_t(part)].line; }
    qsizetype firstPart(qsizetype row) const;
    qsizetype endPart(qsizetype row) const { return firstPart(row + 1); }

    qsizetype partCount() const { return qsizetype(m_parts.size()); }
    qsizetype partOf(qsizetype offset) const;
    qsizetype partAt(qsizetype row, qreal x) const; // the nearest
    qsizetype partBegin(qsizetype part) const { return m_parts[size_t(part)].begin; }
    qsizetype partEnd(qsizetype part) const;
    qsizetype partLine(qsizetype part) const { return m_parts[size_t(part)].line; }
    qreal partX(qsizetype part) const { return isBroken() ? 0 : m_parts[size_t(part)].x; }
    QList<QTextOption::Tab> tabsOf(qsizetype part) const; // of a part that begins between two tabs
    qreal tabWidth() const { return tabColumns * m_advance; }

    qsizetype measuredCount() const { return m_measured; } // parts, so far

private:
    struct Part
    {
        int begin = 0;
        int line = 0;
        float x = 0;
    };
    struct Line
    {
        int firstPart = 0;
        float widest = 0; // of this and all before
    };

    bool isBroken() const { return m_breakWidth > 0; }
    qsizetype resumeAt(qsizetype kept) const;
    Part dropFrom(qsizetype part);
    void addLine(QStringView text, qsizetype begin, qsizetype end, qreal x);
    qsizetype cut(QStringView text, qsizetype begin, qsizetype end) const;
    qsizetype breakLine(QStringView text) const;
    qreal widthOf(QStringView text, qreal x) const;

    QFont m_font;
    QFontMetricsF m_metrics{QFont()};
    bool m_fixedPitch = false;
    qreal m_advance = 1; // of a letter
    qreal m_breakWidth = 0;
    std::vector<Part> m_parts;
    std::vector<Line> m_lines;
    qsizetype m_length = 0;
    qsizetype m_firstChange = 0;
    qsizetype m_measured = 0;
};

} // namespace evenhand
