// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/linkdefinition.h"

#include "app/text/entities.h"

namespace evenhand {
namespace {

constexpr qsizetype longestLabel = 999; // bytes; CommonMark says characters
constexpr qsizetype longestEntity = 50; // bytes

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

bool isPunctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

// Without backslashes, with entities decoded.
QString unescaped(QByteArrayView text)
{
    QString out;
    qsizetype begin = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool isEscape = text[at] == '\\' && at + 1 < text.size() && isPunctuation(text[at + 1]);
        const qsizetype end =
            text[at] == '&' ? text.sliced(at, std::min(longestEntity, text.size() - at)).indexOf(';') : -1;
        const QString entity = end > 0 ? decodedEntity(text.sliced(at, end + 1)) : QString();
        if (!isEscape && entity.isEmpty())
            continue;
        out += QString::fromUtf8(text.sliced(begin, at - begin)) + entity;
        begin = at + (isEscape ? 1 : end + 1);
        at = isEscape ? at + 1 : begin - 1;
    }
    return out + QString::fromUtf8(text.sliced(begin));
}

QByteArrayView withoutEnds(QByteArrayView text)
{
    return text.sliced(1, text.size() - 2);
}

} // namespace

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

    const QByteArrayView address = text.sliced(destination, destinationEnd - destination);
    LinkDefinition definition{
        .label = text.sliced(open + 1, close - open - 2).toByteArray().replace('\n', ' '),
        .target = {.destination = unescaped(address.startsWith('<') ? withoutEnds(address) : address),
                   .title = hasTitle ? unescaped(withoutEnds(text.sliced(title, titleEnd - title))) : QString()}};
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
