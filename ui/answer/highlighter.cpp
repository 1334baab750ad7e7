// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/highlighter.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>

#include <QHash>
#include <QSet>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;
using KSyntaxHighlighting::State;
using TextStyle = KSyntaxHighlighting::Theme::TextStyle;

namespace evenhand {
namespace {

constexpr qreal leastContrast = 4.5; // WCAG 2.2, 1.4.3, for text of this size

KSyntaxHighlighting::Repository &repository()
{
    static KSyntaxHighlighting::Repository repository;
    return repository;
}

// Definitions that have highlighted a line: they and what they include are read.
QSet<QString> &warmDefinitions()
{
    static QSet<QString> definitions;
    return definitions;
}

QString nameOf(const KSyntaxHighlighting::Definition &definition)
{
    return definition.isValid() ? definition.name() : QString();
}

// Relative luminance as in WCAG 2.2.
qreal luminance(const QColor &color)
{
    const auto linear = [](qreal part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

qreal contrast(const QColor &one, const QColor &other)
{
    const auto [low, high] = std::minmax({luminance(one), luminance(other)});
    return (high + 0.05) / (low + 0.05);
}

// The colour itself, or the first on its way to the ink of plain text that can be read.
QColor readable(const QColor &color, const Theme::Colors &colors)
{
    constexpr int steps = 20;
    for (int i = 0; i < steps; ++i) {
        const auto mix = [&](auto part) { return std::lerp((color.*part)(), (colors.text.*part)(), float(i) / steps); };
        const QColor mixed = QColor::fromRgbF(mix(&QColor::redF), mix(&QColor::greenF), mix(&QColor::blueF));
        if (contrast(mixed, colors.code) >= leastContrast)
            return mixed;
    }
    return colors.text;
}

using Inks = std::array<QColor, Highlighter::styleCount>;

Inks inks(const Theme::Colors &colors)
{
    const bool isDark = luminance(colors.code) < luminance(colors.text);
    const KSyntaxHighlighting::Theme theme = repository().theme(isDark ? u"Atom One Dark"_s : u"Atom One Light"_s);
    const QRgb plain = theme.textColor(TextStyle::Normal);
    Inks inks;
    for (int style = 0; style < Highlighter::styleCount; ++style) {
        const QRgb ink = theme.textColor(TextStyle(style));
        inks[size_t(style)] = ink == 0 || ink == plain ? colors.text : readable(QColor::fromRgb(ink), colors);
    }
    return inks;
}

// The themes show variables in red and strings in green, and the definition of patches takes the one for what was added and
// the other for what was removed.
TextStyle styleOf(const KSyntaxHighlighting::Format &format, const KSyntaxHighlighting::Definition &definition)
{
    const TextStyle style = format.textStyle();
    if (style != TextStyle::String && style != TextStyle::Variable)
        return style;
    if (definition.name() != "Diff"_L1)
        return style;
    return style == TextStyle::String ? TextStyle::Variable : TextStyle::String;
}

} // namespace

QString Highlighter::definitionForName(const QString &name)
{
    return nameOf(repository().definitionForName(name));
}

QString Highlighter::definitionForFile(const QString &fileName)
{
    return nameOf(repository().definitionForFileName(fileName));
}

QColor Highlighter::color(int style, const Theme::Colors &colors)
{
    static QHash<const Theme::Colors *, Inks> made;
    auto found = made.constFind(&colors);
    if (found == made.cend())
        found = made.insert(&colors, inks(colors));
    return found.value()[size_t(style)];
}

Highlighter::Highlighter() = default;
Highlighter::~Highlighter() = default;

void Highlighter::setLanguage(const QString &name)
{
    if (name == nameOf(definition()))
        return;
    setDefinition(name.isEmpty() ? KSyntaxHighlighting::Definition() : repository().definitionForName(name));
    dropFrom(0);
}

bool Highlighter::isWarm() const
{
    return warmDefinitions().contains(definition().name());
}

void Highlighter::addLine(QStringView line)
{
    const State before = m_lines.empty() ? State() : m_lines.back().after;
    m_lines.push_back({.firstSpan = m_spans.size(), .after = before});
    if (line.size() > longestLine)
        return;
    const State after = highlightLine(line, before);
    // Most lines end as they began: one state is shared by all of them.
    if (after != before)
        m_lines.back().after = after;
    warmDefinitions().insert(definition().name());
}

void Highlighter::dropFrom(qsizetype line)
{
    if (line >= lineCount())
        return;
    m_spans.resize(m_lines[size_t(line)].firstSpan);
    m_lines.resize(size_t(line));
}

std::span<const HighlightSpan> Highlighter::spans(qsizetype line) const
{
    if (line >= lineCount())
        return {};
    const size_t begin = m_lines[size_t(line)].firstSpan;
    const size_t end = line + 1 < lineCount() ? m_lines[size_t(line) + 1].firstSpan : m_spans.size();
    return std::span(m_spans).subspan(begin, end - begin);
}

void Highlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    const TextStyle style = styleOf(format, definition());
    if (length <= 0 || style == TextStyle::Normal || style == TextStyle::Operator) // signs need no colour
        return;
    const size_t first = m_lines.back().firstSpan;
    if (m_spans.size() > first) {
        HighlightSpan &last = m_spans.back();
        if (last.style == style && last.begin + last.length == offset) {
            last.length = quint16(last.length + length);
            return;
        }
    }
    m_spans.push_back({.begin = quint16(offset), .length = quint16(length), .style = quint16(style)});
}

} // namespace evenhand
