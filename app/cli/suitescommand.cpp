// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/channelsource.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/startername.h"
#include "app/engine/plugincatalog.h"
#include "app/files/suggestion.h"
#include "app/service/suiteimporter.h"
#include "app/store/suitestore.h"
#include "app/store/workspace.h"
#include "app/suites/starters.h"
#include "app/suites/suiteyaml.h"
#include "app/suites/tablesuite.h"

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

ReadOptions readOptions(const CommandLine &line)
{
    return {.sheet = line.value(u"sheet"_s),
            .reach = line.has(u"allow-outside"_s) ? FileFolder::Reach::Anywhere : FileFolder::Reach::Inside};
}

QJsonObject importJson(const SuiteImport &import)
{
    QJsonArray problems;
    for (const RowProblem &problem : import.problems)
        problems.append(
            QJsonObject{{u"line"_s, problem.line}, {u"column"_s, problem.column}, {u"reason"_s, problem.reason}});
    return {{u"name"_s, import.suite.name},
            {u"columns"_s, QJsonArray::fromStringList(import.suite.columns)},
            {u"cases"_s, import.suite.cases.size()},
            {u"problems"_s, problems},
            {u"unsupported"_s, QJsonArray::fromStringList(import.unsupported)},
            {u"notes"_s, QJsonArray::fromStringList(import.notes)}};
}

void printFindings(const QString &path, const SuiteImport &import)
{
    for (const RowProblem &problem : import.problems)
        printNote(u"%1: %2"_s.arg(path, toString(problem)));
    for (const QString &left : import.unsupported)
        printNote(u"note: left out: %1"_s.arg(left));
    for (const QString &note : import.notes)
        printNote(u"note: %1"_s.arg(note));
}

// A file as it would be imported, or what is wrong with it.
OrExit<SuiteImport> readFile(const CommandLine &line, const QString &path)
{
    if (namesStarter(path)) {
        return starterNamed(path).transform([](const Suite &suite) {
            SuiteImport import;
            import.suite = suite;
            return import;
        });
    }
    PluginCatalog plugins(PluginCatalog::standardFolders(pluginFolder(line)));
    Result<SuiteImport> import = importSuite(path, readOptions(line), plugins);
    if (!import)
        return std::unexpected(fail(BadInput, u"\"%1\" cannot be used. %2"_s.arg(path, import.error().message)));
    return *std::move(import);
}

QStringList namesIn(Database &db)
{
    QStringList names;
    for (const SuiteSummary &suite : SuiteStore::all(db).value_or(QList<SuiteSummary>()))
        names.append(suite.name);
    return names;
}

// A suite of the workspace, or a starter.
OrExit<SuiteVersion> findSuite(const CommandLine &line, const QString &name)
{
    if (namesStarter(name)) {
        return starterNamed(name).transform(
            [](const Suite &suite) { return SuiteVersion{.id = {}, .changed = {}, .suite = suite}; });
    }
    const Result<std::unique_ptr<Workspace>> workspace = Workspace::open(workspacePath(line), Workspace::Access::Read);
    if (!workspace)
        return std::unexpected(failedOpening(workspace.error()));
    Database &db = (*workspace)->reader();
    const Result<SuiteVersion> found =
        SuiteStore::named(db, name).and_then([&](SuiteId suite) { return SuiteStore::newest(db, suite); });
    if (!found)
        return std::unexpected(fail(BadInput, found.error().message + didYouMean(name, namesIn(db))));
    return *found;
}

ExitCode listSuites(const CommandLine &line)
{
    const Result<std::unique_ptr<Workspace>> workspace = Workspace::open(workspacePath(line), Workspace::Access::Read);
    if (!workspace && workspace.error().code != ErrorCode::NotFound)
        return failedWorkspace(workspace.error());
    const Result<QList<SuiteSummary>> suites =
        workspace ? SuiteStore::all((*workspace)->reader()) : Result<QList<SuiteSummary>>();
    if (!suites)
        return failedWorkspace(suites.error());
    QJsonArray objects;
    QList<QStringList> rows;
    for (const SuiteSummary &suite : *suites) {
        objects.append(QJsonObject{{u"id"_s, suite.id.toString()},
                                   {u"name"_s, suite.name},
                                   {u"version"_s, suite.latest},
                                   {u"cases"_s, suite.cases},
                                   {u"changed"_s, suite.changed.toString(Qt::ISODateWithMs)}});
        rows.append({suite.name, u"version %1"_s.arg(suite.latest), counted(suite.cases, u"case"_s), QString()});
    }
    QJsonArray offered;
    for (const starters::Summary &starter : starters::summaries()) {
        offered.append(QJsonObject{{u"id"_s, starter.id}, {u"name"_s, starter.name}, {u"cases"_s, starter.cases}});
        rows.append({starterPrefix + starter.id, u"starter"_s, counted(starter.cases, u"case"_s), starter.name});
    }
    if (line.has(u"json"_s))
        printResult(QJsonObject{{u"suites"_s, objects}, {u"starters"_s, offered}});
    else
        printResult(table(rows));
    return AllDone;
}

ExitCode checkFile(const CommandLine &line, const QString &path)
{
    const OrExit<SuiteImport> import = readFile(line, path);
    if (!import)
        return import.error();
    if (line.has(u"json"_s)) {
        printResult(importJson(*import));
    } else {
        printFindings(path, *import);
        printResult(u"%1: %2, %3"_s.arg(import->suite.name, counted(import->suite.cases.size(), u"case"_s),
                                        counted(import->problems.size(), u"problem"_s)));
    }
    return import->problems.isEmpty() ? AllDone : BadInput;
}

ExitCode importFile(const CommandLine &line, const QString &path)
{
    OrExit<SuiteImport> import = readFile(line, path);
    if (!import)
        return import.error();
    printFindings(path, *import);
    if (!import->problems.isEmpty() && !line.has(u"skip-bad-rows"_s))
        return fail(BadInput, u"Nothing was imported. Mend the file, or leave these rows out with --skip-bad-rows."_s);
    if (line.has(u"as"_s))
        import->suite.name = line.value(u"as"_s);
    const Result<std::unique_ptr<Workspace>> workspace = Workspace::open(workspacePath(line), Workspace::Access::Own);
    if (!workspace)
        return failedWorkspace(workspace.error());
    const Result<SuiteVersion> saved =
        (*workspace)->write([&](Database &db) { return SuiteStore::save(db, import->suite); });
    if (!saved)
        return failedWorkspace(saved.error());
    if (line.has(u"json"_s))
        printResult(importJson(*import));
    else
        printResult(u"%1: %2 imported"_s.arg(saved->suite.name, counted(saved->suite.cases.size(), u"case"_s)));
    return AllDone;
}

ExitCode exportSuite(const CommandLine &line, const QString &name, const QString &path)
{
    const OrExit<SuiteVersion> found = findSuite(line, name);
    if (!found)
        return found.error();
    if (const Result<void> written = writeSuiteFile(path, found->suite); !written)
        return fail(BadInput, written.error().message);
    const int formulas = path.endsWith(".csv"_L1) ? formulaLikeCells(tableFromSuite(found->suite)) : 0;
    if (formulas > 0)
        printNote(
            u"note: %1 with =, +, - or @ at the beginning; a spreadsheet program may take them for formulas."_s.arg(
                counted(formulas, u"cell"_s)));
    printNote(u"%1: %2 written"_s.arg(path, counted(found->suite.cases.size(), u"case"_s)));
    return AllDone;
}

ExitCode showSuite(const CommandLine &line, const QString &name)
{
    const OrExit<SuiteVersion> found = findSuite(line, name);
    if (!found)
        return found.error();
    if (!line.has(u"json"_s)) {
        writeResult(visible(QString::fromUtf8(writeSuiteYaml(found->suite))));
        return AllDone;
    }
    QJsonArray cases;
    for (const SuiteCase &one : found->suite.cases)
        cases.append(toJson(one));
    printResult(QJsonObject{{u"id"_s, found->suite.id.toString()},
                            {u"name"_s, found->suite.name},
                            {u"version"_s, found->number},
                            {u"columns"_s, QJsonArray::fromStringList(found->suite.columns)},
                            {u"cases"_s, cases}});
    return AllDone;
}

} // namespace

ExitCode showSuites(const CommandLine &line)
{
    const QStringList operands = line.operands();
    const QString action = operands.value(0);
    if (action == "list"_L1 && operands.size() == 1)
        return listSuites(line);
    if (action == "show"_L1 && operands.size() == 2)
        return showSuite(line, operands.at(1));
    if (action == "check"_L1 && operands.size() == 2)
        return checkFile(line, operands.at(1));
    if (action == "import"_L1 && operands.size() == 2)
        return importFile(line, operands.at(1));
    if (action == "export"_L1 && operands.size() == 3)
        return exportSuite(line, operands.at(1), operands.at(2));
    const QString meant = didYouMean(action, {u"list"_s, u"show"_s, u"check"_s, u"import"_s, u"export"_s});
    return fail(BadInput,
                u"Say `evenhand suites list`, `show NAME`, `check FILE`, `import FILE` or `export NAME FILE`."_s
                    + (operands.isEmpty() ? QString() : meant));
}

} // namespace evenhand::cli
