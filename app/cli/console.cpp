// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/console.h"

#include "app/text/visibletext.h"

#include <QJsonDocument>

#include <unistd.h>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace evenhand::cli {

static void write(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

// A person before a terminal also sees what hides or reorders text; a script gets the characters.
static QByteArray shown(std::FILE *stream, const QString &text)
{
    const QString safe = visible(text);
    return (isatty(fileno(stream)) ? visibleText(safe) : safe).toUtf8() + '\n';
}

void printResult(const QString &text)
{
    write(stdout, shown(stdout, text));
}

void printResult(const QJsonObject &json)
{
    write(stdout, QJsonDocument(json).toJson(QJsonDocument::Indented));
}

void writeResult(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
}

void printNote(const QString &text)
{
    write(stderr, shown(stderr, text));
}

ExitCode afterResults(ExitCode code)
{
    std::fflush(stdout);
    if (!std::ferror(stdout))
        return code;
    printNote(u"evenhand: The results could not be written to stdout. If it is a file, see that its disk has room."_s);
    return code == AllDone ? SomeFailed : code;
}

ExitCode fail(ExitCode code, const QString &message)
{
    printNote(u"evenhand: "_s + message);
    return code;
}

ExitCode failedWorkspace(const Error &error)
{
    const bool isInput = error.code == ErrorCode::InvalidInput;
    return fail(isInput ? BadInput : WorkspaceUnusable, error.message);
}

ExitCode failedOpening(const Error &error)
{
    if (error.code != ErrorCode::NotFound)
        return failedWorkspace(error);
    return fail(WorkspaceUnusable,
                error.message + u" Open Evenhand once, which makes one, or name another with --workspace."_s);
}

QByteArray readAtMost(QIODevice &device, qint64 bytes)
{
    QByteArray result;
    while (result.size() < bytes) {
        const QByteArray part = device.read(std::min<qint64>(bytes - result.size(), 64 * 1024));
        if (part.isEmpty())
            break;
        result.append(part);
    }
    return result;
}

QString table(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths.at(i), row.at(i).size());
    }
    QStringList lines;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? row.at(i).leftJustified(widths.at(i) + 2) : row.at(i);
        lines.append(line);
    }
    return lines.join(u'\n');
}

QString counted(qsizetype number, const QString &what)
{
    return u"%1 %2%3"_s.arg(number).arg(what, number == 1 ? QString() : u"s"_s);
}

QString visible(const QString &text)
{
    QString result = text;
    for (QChar &c : result) {
        const ushort code = c.unicode();
        if (code < 0x20 && c != u'\n' && c != u'\t')
            c = QChar(ushort(0x2400 + code)); // the pictures of Unicode's block "Control Pictures"
        else if (code >= 0x7f && code < 0xa0)
            c = QChar::ReplacementCharacter;
    }
    return result;
}

} // namespace evenhand::cli
