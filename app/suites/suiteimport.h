// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/suite.h"

#include <functional>

namespace evenhand {

// What a file may hold at most; more is refused with a sentence.
constexpr int mostSuiteMebibytes = 64;
constexpr int mostYamlMebibytes = 16; // YAML takes some hundred times its size in memory while it is read
constexpr qsizetype mostCases = 100'000;
constexpr qsizetype mostColumns = 1'000;
constexpr qsizetype mostCellCharacters = 8 * 1024 * 1024;
constexpr qsizetype mostSuiteCharacters = 64 * 1024 * 1024; // of all cases together

// Something in a file that cannot be used as it is.
struct RowProblem
{
    int line = 0;   // from 1: of the file, or the row of a sheet; 0: not of one place
    QString column; // empty: it is not about one column
    QString reason;

    bool operator==(const RowProblem &) const = default;
};

struct NamedPrompt
{
    QString name;
    PromptText text;

    bool operator==(const NamedPrompt &) const = default;
};

// What was read from a file. Rows with problems are not among the cases; nothing of the file is to be kept before the
// person has decided about them.
struct SuiteImport
{
    Suite suite;      // the name may be empty: the file does not say one
    QList<int> lines; // on which each case begins; 0: not of one place
    QList<NamedPrompt> prompts;
    QList<RowProblem> problems;
    QStringList unsupported; // what the file asks for and Evenhand does not do; it was left out
    QStringList notes;       // what was understood, where it could have been understood in another way
    QStringList outside;     // files outside of the folder, which were named and not looked at

    bool operator==(const SuiteImport &) const = default;
};

void addCase(SuiteImport &import, const SuiteCase &suiteCase, int line);

// Asks about each case, which may be changed by that. Those that are not accepted become problems of the column.
using CaseJudge = std::function<Result<void>(SuiteCase &)>;
void keepAccepted(SuiteImport &import, const QString &column, const CaseJudge &judge);

// "line 3, column tags: …"
QString toString(const RowProblem &problem);

// Text in UTF-8, without a byte order mark. InvalidInput with a sentence for any other encoding, and for zero bytes.
Result<QString> textOf(const QByteArray &content);

// Fails when the content is larger than may be read.
Result<void> checkSize(qint64 bytes, int mostMebibytes);

// The number of cases, and the size of their texts, each and together. Cases beyond what is allowed are taken out.
void checkLimits(SuiteImport &import);

// Adds the variables of the cases that are no columns yet, in their order by name.
void completeColumns(Suite &suite);

// A list in one cell: texts between semicolons, or a JSON list of them. InvalidInput when it is meant to be JSON and is not.
Result<QStringList> listFromCell(const QString &cell);
QString listToCell(const QStringList &list);

// Checks in one cell: a JSON list of objects with a "type", or one such object.
Result<QJsonArray> checksFromCell(const QString &cell);
QString checksToCell(const QJsonArray &checks);
// The same of a value that was read already.
Result<QJsonArray> checksFromJson(const QJsonValue &value);

// Files that a case names; they are looked at when the suite is kept (see completeAttachments).
QList<AttachmentRef> filesNamed(const QStringList &paths);
QStringList namesOf(const QList<AttachmentRef> &files);

// Sets a variable that has a value; one that is empty is the same as none.
void setVariable(SuiteCase &suiteCase, const QString &name, const QString &value);

} // namespace evenhand
