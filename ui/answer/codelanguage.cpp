// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/codelanguage.h"

#include "app/text/visibletext.h"
#include "ui/answer/highlighter.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qsizetype longestJson = 64 * 1024; // characters that are parsed for a guess

struct Name
{
    QLatin1StringView word;
    QLatin1StringView definition;
    QLatin1StringView title = {}; // empty: the definition's name
};

// What is written behind fences and is neither the highlighter's name of a language nor an extension that it knows, or
// that would lead it elsewhere.
constexpr Name names[]{
    {"asm"_L1, "GNU Assembler"_L1, "Assembly"_L1},
    {"bat"_L1, "MS-DOS Batch"_L1, "Batch"_L1},
    {"batch"_L1, "MS-DOS Batch"_L1, "Batch"_L1},
    {"cmd"_L1, "MS-DOS Batch"_L1, "Batch"_L1},
    {"console"_L1, "Bash"_L1, "Console"_L1},
    {"containerfile"_L1, "Dockerfile"_L1},
    {"docker"_L1, "Dockerfile"_L1},
    {"f#"_L1, "FSharp"_L1, "F#"_L1},
    {"f90"_L1, "Fortran (Free Format)"_L1, "Fortran"_L1},
    {"fortran"_L1, "Fortran (Free Format)"_L1, "Fortran"_L1},
    {"fs"_L1, "FSharp"_L1, "F#"_L1},
    {"fsharp"_L1, "FSharp"_L1, "F#"_L1},
    {"golang"_L1, "Go"_L1},
    {"gql"_L1, "GraphQL"_L1},
    {"hcl"_L1, "Terraform"_L1, "HCL"_L1},
    {"htm"_L1, "HTML"_L1},
    {"ini"_L1, "INI Files"_L1, "INI"_L1},
    {"javascriptreact"_L1, "JavaScript React (JSX)"_L1, "JSX"_L1},
    {"json5"_L1, "JSON"_L1, "JSON5"_L1},
    {"jsonc"_L1, "JSON"_L1},
    {"jsonl"_L1, "JSON"_L1, "JSON Lines"_L1},
    {"jsx"_L1, "JavaScript React (JSX)"_L1, "JSX"_L1},
    {"less"_L1, "LESSCSS"_L1, "Less"_L1},
    {"lisp"_L1, "Common Lisp"_L1},
    {"make"_L1, "Makefile"_L1},
    {"matlab"_L1, "Matlab"_L1, "MATLAB"_L1},
    {"mysql"_L1, "SQL (MySQL)"_L1, "SQL"_L1},
    {"ndjson"_L1, "JSON"_L1, "JSON Lines"_L1},
    {"nginx"_L1, "nginx Configuration"_L1, "nginx"_L1},
    {"node"_L1, "JavaScript"_L1},
    {"objc"_L1, "Objective-C"_L1},
    {"objective-c"_L1, "Objective-C"_L1},
    {"ocaml"_L1, "Objective Caml"_L1, "OCaml"_L1},
    {"patch"_L1, "Diff"_L1},
    {"php"_L1, "PHP (HTML)"_L1, "PHP"_L1},
    {"plpgsql"_L1, "SQL (PostgreSQL)"_L1, "SQL"_L1},
    {"postgres"_L1, "SQL (PostgreSQL)"_L1, "SQL"_L1},
    {"postgresql"_L1, "SQL (PostgreSQL)"_L1, "SQL"_L1},
    {"proto"_L1, "Protobuf"_L1},
    {"proto3"_L1, "Protobuf"_L1},
    {"ps"_L1, "PowerShell"_L1},
    {"ps1"_L1, "PowerShell"_L1},
    {"pwsh"_L1, "PowerShell"_L1},
    {"py3"_L1, "Python"_L1},
    {"pycon"_L1, "Python"_L1},
    {"python3"_L1, "Python"_L1},
    {"r"_L1, "R Script"_L1, "R"_L1},
    {"rst"_L1, "reStructuredText"_L1},
    {"sass"_L1, "SASS"_L1, "Sass"_L1},
    {"sh"_L1, "Bash"_L1, "Shell"_L1},
    {"shell"_L1, "Bash"_L1, "Shell"_L1},
    {"shell-session"_L1, "Bash"_L1, "Console"_L1},
    {"shellscript"_L1, "Bash"_L1, "Shell"_L1},
    {"shellsession"_L1, "Bash"_L1, "Console"_L1},
    {"sqlite"_L1, "SQL"_L1},
    {"svg"_L1, "XML"_L1, "SVG"_L1},
    {"terminal"_L1, "Bash"_L1, "Console"_L1},
    {"tex"_L1, "LaTeX"_L1},
    {"tf"_L1, "Terraform"_L1},
    {"tsx"_L1, "TypeScript React (TSX)"_L1, "TSX"_L1},
    {"typescriptreact"_L1, "TypeScript React (TSX)"_L1, "TSX"_L1},
    {"xhtml"_L1, "HTML"_L1, "XHTML"_L1},
    {"zsh"_L1, "Zsh"_L1, "Shell"_L1},
};

// Text that is meant to be read as it is.
constexpr QLatin1StringView plainWords[]{
    "text"_L1, "txt"_L1, "plain"_L1, "plaintext"_L1, "plain-text"_L1, "text/plain"_L1, "none"_L1, "nohighlight"_L1,
};

constexpr qsizetype longestTitle = 500; // characters

CodeLanguage known(QLatin1StringView definition, QLatin1StringView title = {})
{
    return {.definition = definition, .title = title.isEmpty() ? definition : title};
}

// "python" of "python title=x", "{.python .numbers}", "language-python", "python:main.py", "python,linenos".
QStringView languageWord(QStringView info)
{
    info = info.trimmed();
    while (!info.isEmpty() && (info.front() == u'{' || info.front() == u'.'))
        info = info.sliced(1);
    const auto ends = [](QChar c) {
        return c.isSpace() || c == u',' || c == u';' || c == u'{' || c == u'}' || c == u':';
    };
    info = info.first(std::ranges::find_if(info, ends) - info.begin());
    for (const QLatin1StringView prefix : {"language-"_L1, "lang-"_L1}) {
        if (info.startsWith(prefix, Qt::CaseInsensitive))
            info = info.sliced(prefix.size());
    }
    return info;
}

bool isPlain(QStringView word)
{
    return std::ranges::any_of(
        plainWords, [word](QLatin1StringView plain) { return word.compare(plain, Qt::CaseInsensitive) == 0; });
}

// "main.py" and "Dockerfile" are names of files, "py" is the extension of some.
QString definitionOf(QStringView word)
{
    const QString byName = Highlighter::definitionForName(word.toString());
    if (!byName.isEmpty())
        return byName;
    const QString file = word.contains(u'.') ? word.toString() : u"x.%1"_s.arg(word);
    const QString byExtension = Highlighter::definitionForFile(file);
    return byExtension.isEmpty() ? Highlighter::definitionForFile(file.toLower()) : byExtension;
}

bool parsesAsJson(QStringView code)
{
    if (code.size() > longestJson || (!code.startsWith(u'{') && !code.startsWith(u'[')))
        return false;
    const QJsonDocument document = QJsonDocument::fromJson(code.toUtf8());
    // A list of numbers could be anything.
    return document.isObject() ? code.contains(u':') : document.isArray() && code.contains(u'{');
}

CodeLanguage fromInterpreter(QStringView line)
{
    static const QRegularExpression interpreter(
        uR"(^#!\s*/\S*?([a-z]+)[\d.]*(?:\s+(?:-S\s+)?([a-z]+)[\d.]*)?(?:\s|$))"_s);
    const QRegularExpressionMatch match = interpreter.matchView(line);
    if (!match.hasMatch())
        return {};
    const QStringView word = match.capturedView(1) == "env"_L1 ? match.capturedView(2) : match.capturedView(1);
    static const QHash<QStringView, CodeLanguage> languages{
        {u"bash", known("Bash"_L1)},
        {u"sh", known("Bash"_L1, "Shell"_L1)},
        {u"dash", known("Bash"_L1, "Shell"_L1)},
        {u"zsh", known("Zsh"_L1)},
        {u"python", known("Python"_L1)},
        {u"node", known("JavaScript"_L1)},
        {u"perl", known("Perl"_L1)},
        {u"ruby", known("Ruby"_L1)},
        {u"php", known("PHP (HTML)"_L1, "PHP"_L1)},
        {u"fish", known("Fish"_L1)},
        {u"lua", known("Lua"_L1)},
        {u"make", known("Makefile"_L1)},
        {u"pwsh", known("PowerShell"_L1)},
    };
    return languages.value(word);
}

bool matches(const QRegularExpression &expression, QStringView text)
{
    return expression.matchView(text).hasMatch();
}

bool looksLikeDiff(QStringView head)
{
    static const QRegularExpression git(uR"(^diff --git a/\S+ b/\S+)"_s);
    static const QRegularExpression hunk(uR"(^--- \S.*\n\+\+\+ \S.*\n@@ -\d+(,\d+)? \+\d+(,\d+)? @@)"_s);
    static const QRegularExpression bareHunk(uR"(^@@ -\d+(,\d+)? \+\d+(,\d+)? @@.*\n[-+ ])"_s);
    return matches(git, head) || matches(hunk, head) || matches(bareHunk, head);
}

// Keywords in capitals: "select … from" is English, too.
bool looksLikeSql(QStringView head)
{
    static const QRegularExpression query(uR"(^SELECT\s+(?:[^;]*?\s)?FROM\s+["`\[\w])"_s);
    static const QRegularExpression change(
        uR"(^(?:INSERT INTO\s+\S+.*?\s(?:VALUES|SELECT)\b|CREATE (?:TABLE|VIEW|INDEX)\s[^;]*[(;]|UPDATE\s+\S+\s+SET\s+\S+\s*=))"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return matches(query, head) || matches(change, head);
}

// A definition or a class with its colon, and an import: either alone occurs in other languages and in prose.
bool looksLikePython(QStringView head)
{
    static const QRegularExpression definition(
        uR"(^(?:async def|def) \w+\(.*\)(?: -> [^\n:]+)?:\s*(?:#.*)?$|^class \w+(?:\([\w., =]*\))?:\s*(?:#.*)?$)"_s,
        QRegularExpression::MultilineOption);
    static const QRegularExpression import(
        uR"(^(?:import \w+(?:\.\w+)*(?: as \w+)?(?:, \w+)*|from [\w.]+ import [\w(*].*)$)"_s,
        QRegularExpression::MultilineOption);
    return matches(definition, head) && matches(import, head);
}

} // namespace

CodeLanguage codeLanguage(QStringView info)
{
    const QStringView word = languageWord(info);
    if (word.isEmpty())
        return {};
    if (isPlain(word))
        return {.definition = {}, .title = QCoreApplication::translate("evenhand::CodeItem", "Text")};
    const auto *found = std::ranges::find_if(
        names, [word](const Name &name) { return word.compare(name.word, Qt::CaseInsensitive) == 0; });
    if (found != std::end(names))
        return known(found->definition, found->title);
    const QString definition = definitionOf(word);
    return {.definition = definition, .title = definition.isEmpty() ? word.toString() : definition};
}

QString codeTitle(const QString &info, const CodeLanguage &language)
{
    const QString known = visibleText(language.title);
    const QString title = known.isEmpty() ? QCoreApplication::translate("evenhand::CodeItem", "Code") : known;
    const QString said = info.trimmed();
    const bool isWord =
        std::ranges::all_of(said, [](QChar c) { return c.isLetterOrNumber() || u"+#-_"_s.contains(c); });
    return isWord ? title : u"%1 · %2"_s.arg(title, visibleText(said.first(std::min(said.size(), longestTitle))));
}

CodeLanguage guessedLanguage(QStringView code, bool isWhole)
{
    const QStringView text = code.trimmed();
    const QStringView head = text.first(std::min(text.size(), guessLength));
    if (head.startsWith("#!"_L1))
        return fromInterpreter(head.first(std::ranges::find(head, u'\n') - head.begin()));
    if (head.startsWith("<?xml "_L1))
        return known("XML"_L1);
    if (head.startsWith("<!doctype html"_L1, Qt::CaseInsensitive))
        return known("HTML"_L1);
    if (looksLikeDiff(head))
        return known("Diff"_L1);
    if (!isWhole)
        return {};
    if (looksLikeSql(head))
        return known("SQL"_L1);
    if (looksLikePython(head))
        return known("Python"_L1);
    if (parsesAsJson(text))
        return known("JSON"_L1);
    return {};
}

} // namespace evenhand
