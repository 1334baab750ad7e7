// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/linkdefinition.h"

namespace evenhand {
namespace {

constexpr qsizetype longestLabel = 999; // bytes; CommonMark says characters

bool isBlankAt(QByteArrayView text, qsizetype at)
{
    return at < text.size() && (text[at] == ' ' || text[at] == '\t');
}

bool isLineEndAt(QByteArrayView text, qsizetype at)
{
    return at >= text.size() || text[at] == '\n';
}

qsizetype behindBlanks(QByteArrayView text, qsizetype at)
{
    while (isBlankAt(text, at))
        ++at;
    return at;
}

// Spaces with one line break at most.
qsizetype behindSpace(QByteArrayView text, qsizetype at)
{
    at = behindBlanks(text, at);
    if (at < text.size() && text[at] == '\n')
        at = behindBlanks(text, at + 1);
    return at;
}

// Behind the ] of a label that begins at its [, or -1.
qsizetype behindLabel(QByteArrayView text, qsizetype at)
{
    const qsizetype begin = at + 1;
    for (at = begin; at < text.size() && at - begin <= longestLabel; ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '[')
            return -1;
        else if (text[at] == ']')
            return text.sliced(begin, at - begin).trimmed().isEmpty() ? -1 : at + 1;
    }
    return -1;
}

qsizetype behindBracketedDestination(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size() && text[at] != '\n' && text[at] != '<'; ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '>')
            return at + 1;
    }
    return -1;
}

qsizetype behindDestination(QByteArrayView text, qsizetype at)
{
    if (at < text.size() && text[at] == '<')
        return behindBracketedDestination(text, at);
    const qsizetype begin = at;
    int parentheses = 0;
    for (; at < text.size() && uchar(text[at]) > 0x20 && uchar(text[at]) != 0x7f; ++at) {
        if (text[at] == '\\' && at + 1 < text.size() && uchar(text[at + 1]) > 0x20)
            ++at;
        else if (text[at] == '(')
            ++parentheses;
        else if (text[at] == ')' && --parentheses < 0)
            return -1;
    }
    return at > begin && parentheses == 0 ? at : -1;
}

qsizetype behindTitle(QByteArrayView text, qsizetype at)
{
    if (at >= text.size() || (text[at] != '"' && text[at] != '\'' && text[at] != '('))
        return -1;
    const char opener = text[at];
    const char closer = opener == '(' ? ')' : opener;
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == closer)
            return at + 1;
        else if (text[at] == '(' && opener == '(')
            return -1;
    }
    return -1;
}

QByteArray onOneLine(QByteArrayView text)
{
    QByteArray line = text.toByteArray();
    line.replace('\n', ' ');
    return line;
}

} // namespace

QByteArray LinkDefinition::line() const
{
    return '[' + label + "]: " + destination + (title.isEmpty() ? QByteArray() : ' ' + title) + '\n';
}

std::optional<ReadDefinition> readDefinition(QByteArrayView text, qsizetype begin)
{
    const qsizetype open = behindBlanks(text, begin);
    if (open >= text.size() || text[open] != '[')
        return std::nullopt;
    const qsizetype close = behindLabel(text, open);
    if (close < 0 || close >= text.size() || text[close] != ':')
        return std::nullopt;
    const qsizetype destination = behindSpace(text, close + 1);
    const qsizetype destinationEnd = behindDestination(text, destination);
    if (destinationEnd < 0)
        return std::nullopt;

    const qsizetype rest = behindBlanks(text, destinationEnd);
    const qsizetype title = behindSpace(text, destinationEnd);
    const qsizetype titleEnd = title > destinationEnd ? behindTitle(text, title) : -1;
    const bool hasTitle = titleEnd >= 0 && isLineEndAt(text, behindBlanks(text, titleEnd));
    if (!hasTitle && !isLineEndAt(text, rest))
        return std::nullopt;

    LinkDefinition definition{
        .label = onOneLine(text.sliced(open + 1, close - open - 2)),
        .destination = text.sliced(destination, destinationEnd - destination).toByteArray(),
        .title = hasTitle ? onOneLine(text.sliced(title, titleEnd - title)) : QByteArray(),
    };
    const qsizetype end = std::min(text.size(), (hasTitle ? behindBlanks(text, titleEnd) : rest) + 1);
    return ReadDefinition{.definition = std::move(definition), .end = end};
}

QString comparableLabel(QByteArrayView label)
{
    return QString::fromUtf8(label).simplified().toCaseFolded();
}

QStringList labelsIn(QByteArrayView text)
{
    QStringList labels;
    qsizetype open = -1;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '[') {
            open = at;
        } else if (text[at] == ']' && open >= 0) {
            if (at - open - 1 <= longestLabel)
                labels.append(comparableLabel(text.sliced(open + 1, at - open - 1)));
            open = -1;
        }
    }
    labels.removeAll(QString());
    labels.removeDuplicates();
    return labels;
}

} // namespace evenhand
