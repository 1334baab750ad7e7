// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/theme.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QColor>

#include <span>
#include <vector>

namespace evenhand {

// A part of a line of code that is not in the colour of plain text.
struct HighlightSpan
{
    quint16 begin = 0; // UTF-16 units from the line's beginning
    quint16 length = 0;
    quint16 style = 0; // for Highlighter::color()

    bool operator==(const HighlightSpan &) const = default;
};

// Highlights code line by line, from the first to the last, and keeps where it stands after each line, so that only lines
// that are new or changed are looked at.
class Highlighter : private KSyntaxHighlighting::AbstractHighlighter
{
public:
    static constexpr qsizetype longestLine = 2000; // characters; longer ones stay plain
    static constexpr int styleCount = KSyntaxHighlighting::Theme::Others + 1;

    // Names of definitions; empty: there is none. The first call in a process takes some milliseconds.
    static QString definitionForName(const QString &name);
    static QString definitionForFile(const QString &fileName);
    // Legible on the ground of code. `style`: below styleCount.
    static QColor color(int style, const Theme::Colors &colors);

    Highlighter();
    ~Highlighter() override;

    // Drops what was highlighted, if it is another one. Empty: nothing is highlighted.
    void setLanguage(const QString &definition);
    bool hasLanguage() const { return definition().isValid(); }
    // Definitions are read when their first line comes, which can take longer than a frame.
    bool isWarm() const;

    qsizetype lineCount() const { return qsizetype(m_lines.size()); } // that are highlighted
    void addLine(QStringView line);                                   // the next one
    void dropFrom(qsizetype line);                                    // this one and those behind it
    std::span<const HighlightSpan> spans(qsizetype line) const;

private:
    struct Line
    {
        size_t firstSpan = 0;
        KSyntaxHighlighting::State after;
    };

    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

    std::vector<Line> m_lines;
    std::vector<HighlightSpan> m_spans;
};

} // namespace evenhand
